import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, deployment, doctorOrders, vaultEnv } from './shop.ts';

export const sdkEnvCredentialHijack: Scenario = {
  name: 'sdk-env-credential-hijack',
  title: 'A leftover client secret',
  story:
    'AZURE_CLIENT_SECRET stands beside the client id of the webhook, so DefaultAzureCredential signs in with it. The doctor exchanges the token of the pod without trouble. In healthy-client-secret nothing is refused.',
  cluster: logging([
    { ago: 75, text: 'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app \'5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab\'.' },
  ], deployment({ env: [{ name: 'AZURE_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'orders', key: 'secret' } } }, ...vaultEnv] })),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-env-credential-hijack'),
};
