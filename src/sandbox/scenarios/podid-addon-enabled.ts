import type { Scenario } from '../scenario.ts';
import { azureIdentity, azureIdentityBinding, halfMigrated, nmi } from './pod-identity-shop.ts';
import { azure, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podidAddonEnabled: Scenario = {
  name: 'podid-addon-enabled',
  title: 'The add-on is still on',
  story:
    'The pods carry both labels, and NMI is that of the add-on of AKS, which has no support any more.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), nmi({ addOn: true }), azureIdentity, azureIdentityBinding('orders')] },
      { do: 'apply', objects: [halfMigrated] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['podid-addon-enabled', 'podid-label-leftover'] },
};
