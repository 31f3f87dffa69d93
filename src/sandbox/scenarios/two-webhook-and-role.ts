import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, principalId, vault, webhookDown } from './shop.ts';

export const twoWebhookAndRole: Scenario = {
  name: 'two-webhook-and-role',
  title: 'The webhook is down, and the role gives no values',
  story:
    'The pods of today sign in, and the vault shows them names only. No pod can be made anew while the webhook is down, so it is mended first.',
  cluster: webhookDown,
  azure: azure({ vaults: [vault({ roleAssignments: [{ principalId, role: 'Key Vault Reader' }] })] }),
  command: doctorOrders,
  expect: broken('webhook-no-endpoints', 'kv-rbac-wrong-role'),
};
