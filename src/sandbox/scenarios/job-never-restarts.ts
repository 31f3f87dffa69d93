import type { Scenario } from '../scenario.ts';
import { azure, broken, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const jobNeverRestarts: Scenario = {
  name: 'job-never-restarts',
  title: 'A Job from before the label',
  story:
    'The template of the Job lacks the label. The CronJob above it was mended, but this Job makes each pod from what it was created with.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('batch/v1', 'Job', { template: template({ labels: {}, spec: { restartPolicy: 'Never' } }) })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'job/orders', '-n', 'shop'],
  expect: { ...broken('job-never-restarts'), consequences: ['job-never-restarts'] },
};
