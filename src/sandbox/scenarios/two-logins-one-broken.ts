import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, namespace, otherClientId, otherPrincipalId, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const twoLoginsOneBroken: Scenario = {
  name: 'two-logins-one-broken',
  title: 'Two containers, one identity without a credential',
  story:
    'Each container uses an identity of its own; only one of them can log in.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({
            containers: [
              { name: 'app', image: 'registry.example/orders:1', env: vaultEnv },
              { name: 'report', image: 'registry.example/report:1', env: [{ name: 'AZURE_CLIENT_ID', value: otherClientId }] },
            ],
          })] },
    ],
  },
  azure: azure({ identities: [identity(), identity([], { name: 'id-report', clientId: otherClientId, principalId: otherPrincipalId })] }),
  command: doctorOrders,
  expect: { ...broken('fic-none'), consequences: ['fic-none'] },
};
