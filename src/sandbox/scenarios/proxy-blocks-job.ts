import type { Scenario } from '../scenario.ts';
import { azure, broken, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const proxyBlocksJob: Scenario = {
  name: 'proxy-blocks-job',
  title: 'A Job that never ends',
  story:
    'The webhook is older than 1.5.0 and adds the proxy as a container like any other. The application is done, the proxy is not, and so the Job is not either.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens', release: 'v1.4.0' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('batch/v1', 'Job', { template: template({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' }, spec: { restartPolicy: 'Never' } }) })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'job/orders', '-n', 'shop'],
  expect: broken('proxy-blocks-job'),
};
