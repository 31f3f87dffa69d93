import type { Scenario } from '../scenario.ts';
import { audience, azure, broken, deployment, doctorOrders, issuer, steps, vaultEnv } from './shop.ts';

const copied = 'azure-workload-identity-reserved-0123456789abcdef';

export const podMountpathConflict: Scenario = {
  name: 'pod-mountpath-conflict',
  title: 'A template copied from a running pod',
  story:
    'The manifest was made from what kubectl printed of a pod, with the volume that the webhook had put there. In a new pod the webhook adds its own at the same path.',
  cluster: {
    issuer,
    steps: steps(
      deployment({
        containers: [
          {
            name: 'app',
            image: 'registry.example/orders:1',
            env: vaultEnv,
            volumeMounts: [{ name: copied, mountPath: '/var/run/secrets/azure/wi', readOnly: true }],
          },
        ],
        spec: {
          volumes: [{ name: copied, projected: { sources: [{ serviceAccountToken: { path: 'token/azure-identity-token', audience, expirationSeconds: 3600 } }] } }],
        },
      }),
    ),
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-mountpath-conflict'),
};
