import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookWrongCloud: Scenario = {
  name: 'webhook-wrong-cloud',
  title: 'The webhook was installed for another cloud',
  story:
    'The values of the chart came from a cluster in Azure Government. The pods are told to sign in at the Entra of that cloud, where their tenant does not exist.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, environment: 'AzureUSGovernmentCloud' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-wrong-cloud'),
};
