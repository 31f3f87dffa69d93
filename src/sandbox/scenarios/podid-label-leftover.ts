import type { Scenario } from '../scenario.ts';
import { azureIdentity, azureIdentityBinding, halfMigrated, nmi } from './pod-identity-shop.ts';
import { azure, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podidLabelLeftover: Scenario = {
  name: 'podid-label-leftover',
  title: 'Half moved to workload identity',
  story:
    'The pods carry both labels. Workload identity works; the old label keeps them with pod identity v1.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), nmi(), azureIdentity, azureIdentityBinding('orders')] },
      { do: 'apply', objects: [halfMigrated] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['podid-label-leftover'] },
};
