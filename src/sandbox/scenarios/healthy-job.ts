import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const healthyJob: Scenario = {
  name: 'healthy-job',
  title: 'A Job',
  story:
    'The pod of the Job is judged, with the Job\'s template beside it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('batch/v1', 'Job', { template: template({ spec: { restartPolicy: 'Never' } }) })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'job/orders', '-n', 'shop'],
  expect: fine,
};
