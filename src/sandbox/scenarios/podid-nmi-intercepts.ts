import type { Scenario } from '../scenario.ts';
import { azureIdentity, azureIdentityBinding, nmi, ofPodIdentity } from './pod-identity-shop.ts';
import { azure, broken, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podidNmiIntercepts: Scenario = {
  name: 'podid-nmi-intercepts',
  title: 'NMI has no identity for the pods',
  story:
    'The pods ask pod identity v1 for an identity, and the binding selects another value. NMI stands before the metadata service and answers 404.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), nmi(), azureIdentity, azureIdentityBinding('orders-v2')] },
      { do: 'apply', objects: [ofPodIdentity] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('podid-nmi-intercepts'), consequences: ['pod-label-missing'] },
};
