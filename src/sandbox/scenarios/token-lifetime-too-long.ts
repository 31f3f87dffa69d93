import type { Scenario } from '../scenario.ts';
import { audience, azure, broken, credential, deployment, doctorOrders, identity, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

const elsewhere = 'https://oidc.example.com/clusters/shop';

export const tokenLifetimeTooLong: Scenario = {
  name: 'token-lifetime-too-long',
  title: 'A token that lives for two days',
  story:
    'The template asks for a token that outlives what Entra accepts. AKS would shorten it to a day; the API server of this cluster gives what it is asked for.',
  cluster: {
    issuer: elsewhere,
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
  azure: azure({ identities: [identity([{ ...credential, issuer: elsewhere }])] }),
  command: doctorOrders,
  expect: { ...broken('token-lifetime-too-long'), consequences: ['token-lifetime-too-long'] },
};
