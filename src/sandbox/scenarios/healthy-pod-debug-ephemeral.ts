import type { Scenario } from '../scenario.ts';
import { azure, fine, issuer, namespace, object, serviceAccount, template, useLabel, webhook } from './shop.ts';

export const healthyPodDebugEphemeral: Scenario = {
  name: 'healthy-pod-debug-ephemeral',
  title: 'A debug container in a pod',
  story:
    'Somebody looks into the pod with kubectl debug. That container has no variable and no token, since no webhook sees it; the application has both.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [{ ...object('v1', 'Pod', template().spec), metadata: { name: 'orders', namespace: 'shop', labels: useLabel } }] },
      {
        do: 'patch',
        kind: 'Pod',
        namespace: 'shop',
        name: 'orders',
        subresource: 'ephemeralcontainers',
        patch: { spec: { ephemeralContainers: [{ name: 'debugger-x7k2p', image: 'busybox:1.37', targetContainerName: 'app', stdin: true, tty: true }] } },
      },
    ],
  },
  azure: azure(),
  command: ['doctor', 'pod/orders', '-n', 'shop'],
  expect: fine,
};
