import type { Scenario } from '../scenario.ts';
import { azure, credential, deployment, doctorOrders, fine, identity, issuer, namespace, otherClientId, otherPrincipalId, serviceAccount, vault, vaultEnv, webhook } from './shop.ts';

export const healthyOwnClientId: Scenario = {
  name: 'healthy-own-client-id',
  title: 'The template sets a client id of its own',
  story:
    'The container sets AZURE_CLIENT_ID, which the webhook leaves alone; the service account names another identity. That is allowed, and the login in use is the container\'s.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_CLIENT_ID', value: otherClientId }, ...vaultEnv] })] },
    ],
  },
  azure: azure({
    identities: [identity([]), identity([credential], { name: 'id-own', clientId: otherClientId, principalId: otherPrincipalId })],
    vaults: [vault({ roleAssignments: [{ principalId: otherPrincipalId, role: 'Key Vault Secrets User' }] })],
  }),
  command: doctorOrders,
  expect: fine,
};
