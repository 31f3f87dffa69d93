import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saAnnotationTypo: Scenario = {
  name: 'sa-annotation-typo',
  title: 'The annotation is misspelt',
  story:
    'client_id with an underscore means nothing to the webhook.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client_id': clientId })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('sa-annotation-typo'),
};
