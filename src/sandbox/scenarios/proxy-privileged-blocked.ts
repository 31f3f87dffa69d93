import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const proxyPrivilegedBlocked: Scenario = {
  name: 'proxy-privileged-blocked',
  title: 'Pod Security refuses the proxy',
  story:
    'The namespace enforces the level baseline. What the application needs is allowed there; the init container of the proxy is not.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [{ ...namespace, metadata: { ...namespace.metadata, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } }, serviceAccount()] },
      { do: 'apply', objects: [deployment({ annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' } })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('proxy-privileged-blocked'),
};
