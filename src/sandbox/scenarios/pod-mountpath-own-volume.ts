import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

const ownVolume = deployment({
  containers: [{ name: 'app', image: 'registry.example/orders:1', env: vaultEnv, volumeMounts: [{ name: 'orders-token', mountPath: '/var/run/secrets/azure/tokens', readOnly: true }] }],
  spec: { volumes: [{ name: 'orders-token', projected: { sources: [{ serviceAccountToken: { path: 'orders-token', audience: 'api://orders', expirationSeconds: 3600 } }] } }] },
});

export const podMountpathOwnVolume: Scenario = {
  name: 'pod-mountpath-own-volume',
  title: 'A volume of the template at the path of the webhook',
  story: 'The pods work. Then the template gets a volume of its own where the webhook mounts its token, and no new pod is let in: the rollout hangs.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
      { do: 'apply', objects: [ownVolume] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-mountpath-conflict'),
};
