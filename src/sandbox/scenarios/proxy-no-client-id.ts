import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const proxyNoClientId: Scenario = {
  name: 'proxy-no-client-id',
  title: 'The proxy does not know for whom',
  story:
    'The service account names no identity. The application asked the metadata service without a client id, as one could on a node that had one identity alone.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount({})] },
      { do: 'apply', objects: [deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('proxy-no-client-id'),
};
