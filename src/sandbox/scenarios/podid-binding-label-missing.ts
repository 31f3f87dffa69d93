import type { Scenario } from '../scenario.ts';
import { azureIdentity, azureIdentityBinding, labelledAbovePods, nmi } from './pod-identity-shop.ts';
import { azure, broken, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podidBindingLabelMissing: Scenario = {
  name: 'podid-binding-label-missing',
  title: 'The label of pod identity v1 above the pods',
  story:
    'aadpodidbinding stands on the Deployment itself. Pod identity v1 looks at the pods alone, as does workload identity.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), nmi(), azureIdentity, azureIdentityBinding('orders')] },
      { do: 'apply', objects: [labelledAbovePods] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('podid-binding-label-missing'), consequences: ['pod-label-missing'] },
};
