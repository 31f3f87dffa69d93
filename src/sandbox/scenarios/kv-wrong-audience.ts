import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vaultSays } from './shop.ts';

const refusal = JSON.stringify({ error: { code: 'Unauthorized', message: 'AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com.' } });

export const kvWrongAudience: Scenario = {
  name: 'kv-wrong-audience',
  title: 'The vault takes the token for one of another resource',
  story:
    'The access token that arrives at the vault is not made out for Key Vault. The closest that is right is healthy.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: vaultSays(401, refusal) }),
  command: doctorOrders,
  expect: broken('kv-wrong-audience'),
};
