import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const healthyCronjob: Scenario = {
  name: 'healthy-cronjob',
  title: 'A CronJob between two runs',
  story:
    'No pod exists; the doctor judges the pod that the next run would get, by a dry run of its template.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('batch/v1', 'CronJob', { schedule: '0 3 * * *', jobTemplate: { spec: { template: template({ spec: { restartPolicy: 'Never' } }) } } })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'cronjob/orders', '-n', 'shop'],
  expect: fine,
};
