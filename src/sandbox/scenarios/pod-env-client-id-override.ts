import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, otherClientId, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const podEnvClientIdOverride: Scenario = {
  name: 'pod-env-client-id-override',
  title: 'The template sets a client id that does not work',
  story:
    'A leftover AZURE_CLIENT_ID in the template wins over the annotation, and its identity is gone.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_CLIENT_ID', value: otherClientId }, ...vaultEnv] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-env-client-id-override'), consequences: ['identity-not-found'] },
};
