import type { Scenario } from '../scenario.ts';
import { audience, azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const tokenLifetimeTooLong: Scenario = {
  name: 'token-lifetime-too-long',
  title: 'A token that lives for two days',
  story:
    'The template asks for a token that outlives what Entra accepts.',
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
                  projected: { sources: [{ serviceAccountToken: { path: 'azure-identity-token', audience: audience, expirationSeconds: 172_800 } }] },
                },
              ],
            },
          })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('token-lifetime-too-long'), consequences: ['token-lifetime-too-long'] },
};
