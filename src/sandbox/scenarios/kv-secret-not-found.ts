import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const kvSecretNotFound: Scenario = {
  name: 'kv-secret-not-found',
  title: 'The secret has another name',
  story:
    'The identity may read secrets of the vault; this one is not there.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [vaultEnv[0] ?? {}, { name: 'SECRET_NAME', value: 'db-pasword' }] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('kv-secret-not-found'),
};
