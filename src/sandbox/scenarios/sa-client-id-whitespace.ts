import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saClientIdWhitespace: Scenario = {
  name: 'sa-client-id-whitespace',
  title: 'The client id has a line end behind it',
  story:
    'echo wrote it into the annotation, line end included.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({ 'azure.workload.identity/client-id': `${clientId}\n` })] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('sa-client-id-whitespace'), consequences: ['identity-not-found'] },
};
