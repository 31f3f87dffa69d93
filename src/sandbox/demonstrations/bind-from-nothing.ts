import type { Demonstration } from '../scenario.ts';
import { azure, deployment, issuer, namespace, vault, webhook } from '../scenarios/shop.ts';

export const bindFromNothing: Demonstration = {
  name: 'bind-from-nothing',
  title: 'From nothing to a green doctor in one command',
  story:
    'A Deployment that nobody thought of identities for, a vault that nobody may read, and no identity at all. Bind makes the identity, has Entra trust the service account, gives it the role, and shows that it works.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace] },
      { do: 'apply', objects: [deployment({ labels: {}, spec: { serviceAccountName: undefined } })] },
    ],
  },
  azure: azure({ identities: [], vaults: [vault({ roleAssignments: [] })] }),
  command: ['bind', 'deployment/orders', '-n', 'shop', '--identity', 'id-orders', '-g', 'rg-shop', '--create-identity', '--vault', 'kv-shop', '--secret', 'db-password', '--yes'],
};
