import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, webhook } from './shop.ts';

export const healthyProxyJob: Scenario = {
  name: 'healthy-proxy-job',
  title: 'A Job with the proxy',
  story:
    'From webhook 1.5.0 on the proxy is a sidecar that Kubernetes ends with the other containers, so the Job completes.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [object('batch/v1', 'Job', { template: template({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' }, spec: { restartPolicy: 'Never' } }) })] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'job/orders', '-n', 'shop'],
  expect: fine,
};
