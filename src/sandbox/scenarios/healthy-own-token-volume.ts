import type { Scenario } from '../scenario.ts';
import { audience, azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const healthyOwnTokenVolume: Scenario = {
  name: 'healthy-own-token-volume',
  title: 'A token volume of the template\'s own, done right',
  story:
    'The template mounts the token itself, with the audience that the credential names.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({
            containers: [
              {
                name: 'app',
                image: 'registry.example/orders:1',
                env: vaultEnv,
                volumeMounts: [{ name: 'azure-identity-token', mountPath: '/var/run/secrets/azure/tokens', readOnly: true }],
              },
            ],
            spec: {
              volumes: [
                {
                  name: 'azure-identity-token',
                  projected: { sources: [{ serviceAccountToken: { path: 'azure-identity-token', audience: audience, expirationSeconds: 3600 } }] },
                },
              ],
            },
          })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
