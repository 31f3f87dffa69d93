import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps, vault, vaultEnv } from './shop.ts';

export const twoContainersTwoVaults: Scenario = {
  name: 'two-containers-two-vaults',
  title: 'Two containers, two vaults, two refusals',
  story:
    'Both containers sign in as one identity. One reads a secret that is disabled; the vault of the other lets nobody in.',
  cluster: {
    issuer,
    steps: steps(
      deployment({
        containers: [
          { name: 'app', image: 'registry.example/orders:1', env: vaultEnv },
          { name: 'report', image: 'registry.example/report:1', env: [{ name: 'KEYVAULT_URL', value: 'https://kv-report.vault.azure.net/' }, { name: 'SECRET_NAME', value: 'db-password' }] },
        ],
      }),
    ),
  },
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', enabled: false } } }), vault({ name: 'kv-report', roleAssignments: [] })] }),
  command: doctorOrders,
  expect: broken('kv-secret-disabled', 'kv-rbac-missing'),
};
