import type { Scenario } from '../scenario.ts';
import { azureIdentity, azureIdentityBinding, nmi } from './pod-identity-shop.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyPodidLabelAbove: Scenario = {
  name: 'healthy-podid-label-above',
  title: 'The label is left above the pods alone',
  story:
    'The Deployment itself still carries aadpodidbinding, and its pods are moved: nothing reads it there.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), nmi(), azureIdentity, azureIdentityBinding('orders')] },
      { do: 'apply', objects: [deployment({}, { labels: { aadpodidbinding: 'orders' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
