import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, vaultSays } from './shop.ts';

const throttled = JSON.stringify({ error: { code: 'Throttled', message: 'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached' } });

export const kvThrottled: Scenario = {
  name: 'kv-throttled',
  title: 'The vault is asked too often',
  story:
    'Everybody who reads from the vault has used up what it gives in ten seconds. The closest that is right is healthy.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: vaultSays(429, throttled) }),
  command: doctorOrders,
  expect: broken('kv-throttled'),
};
