import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, deployment, doctorOrders, vaultEnv } from './shop.ts';

export const meshIntercept: Scenario = {
  name: 'mesh-intercept',
  title: 'The proxy of a mesh is not ready',
  story:
    'Connections to Entra are reset, and a proxy of Istio is in the pod. In egress-entra-blocked-logged there is none.',
  cluster: logging([
    { ago: 75, text: 'Post "https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token": read tcp 10.244.0.7:40312->20.190.160.1:443: read: connection reset by peer' },
  ], deployment({ containers: [{ name: 'app', image: 'registry.example/orders:1', env: vaultEnv }, { name: 'istio-proxy', image: 'registry.example/proxyv2:1' }] })),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('mesh-intercept'),
};
