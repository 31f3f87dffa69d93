import type { Scenario } from '../scenario.ts';
import { azure, broken, clientId, doctorOrders, issuer, principalId, steps, subscriptionId, tenantId, vault } from './shop.ts';

const challenge = { 'www-authenticate': `Bearer authorization="https://login.windows.net/${tenantId}", resource="https://vault.azure.net"` };
const denied = JSON.stringify({
  error: {
    code: 'Forbidden',
    message: `Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\nCaller: appid=${clientId};oid=${principalId};iss=https://sts.windows.net/${tenantId}/\r\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\r\nResource: '/subscriptions/${subscriptionId}/resourcegroups/rg-shop/providers/microsoft.keyvault/vaults/kv-shop/secrets/db-password'\r\nAssignment: (not found)\r\nVault: kv-shop;location=westeurope`,
    innererror: { code: 'ForbiddenByRbac' },
  },
});

export const kvAbacCondition: Scenario = {
  name: 'kv-abac-condition',
  title: 'The role is there, and the secret is refused all the same',
  story:
    'The assignment is months old, so it is not on its way any more: a condition on it leaves this secret out.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Secrets User', since: '2026-01-10T08:00:00Z' }] })],
    faults: [
      { match: 'GET kv-shop.vault.azure.net/*', times: 1, act: { answer: 401, headers: challenge, body: '{}' } },
      { match: 'GET kv-shop.vault.azure.net/*', act: { answer: 403, headers: { 'content-type': 'application/json' }, body: denied } },
    ],
  }),
  command: doctorOrders,
  expect: broken('kv-abac-condition'),
};
