import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const longLivedPodOldGeneration: Scenario = {
  name: 'long-lived-pod-old-generation',
  title: 'Old pods work, new ones do not',
  story:
    'The template names the path of the old webhook. The pod of before its upgrade has the token there, the one made since does not.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '/var/run/secrets/azure/tokens/azure-identity-token' }, ...vaultEnv] }, { replicas: 1 })] },
      { do: 'webhook', state: webhook },
      { do: 'patch', kind: 'Deployment', namespace: 'shop', name: 'orders', patch: { spec: { replicas: 2 } } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-v16-path-change'),
};
