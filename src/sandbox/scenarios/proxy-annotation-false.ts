import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps } from './shop.ts';

export const proxyAnnotationFalse: Scenario = {
  name: 'proxy-annotation-false',
  title: '"false" injects the proxy',
  story:
    'Somebody turned the proxy off by the value of its annotation. The webhook looks only whether the annotation is there.',
  cluster: {
    issuer,
    steps: steps(deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'false' } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['proxy-annotation-false'] },
};
