import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, namespace, otherClientId, otherPrincipalId, serviceAccount, vault, vaultEnv, webhook } from './shop.ts';

export const twoContainersTwoIdentities: Scenario = {
  name: 'two-containers-two-identities',
  title: 'Two containers, each with a fault of its own',
  story:
    'The identity of the report has no credential. That of the application signs in, and has no role on the vault.',
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
  azure: azure({ identities: [identity(), identity([], { name: 'id-report', clientId: otherClientId, principalId: otherPrincipalId })], vaults: [vault({ roleAssignments: [] })] }),
  command: doctorOrders,
  expect: { ...broken('fic-none', 'kv-rbac-missing'), consequences: ['fic-none'] },
};
