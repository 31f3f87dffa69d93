import type { Scenario } from '../scenario.ts';
import { azureIdentity, azureIdentityBinding, nmi } from './pod-identity-shop.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyPodidCrdsOnly: Scenario = {
  name: 'healthy-podid-crds-only',
  title: 'What pod identity v1 left behind',
  story:
    'Bindings and identities of pod identity v1 are still in the cluster, and NMI runs. These pods have nothing to do with it: not a word.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), nmi(), azureIdentity, azureIdentityBinding('orders-v2')] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
