import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthy: Scenario = {
  name: 'healthy',
  title: 'A deployment that is wired right',
  story:
    'The orders application runs with a managed identity whose credential names its service account, and reads a secret of kv-shop. Every link is seen, and the last two are proved by really exchanging a token and really reading the secret.',
  cluster: { issuer, steps: steps() },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
