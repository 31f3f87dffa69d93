import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, namespaceRights, steps } from './shop.ts';

export const healthyNamespaceRights: Scenario = {
  name: 'healthy-namespace-rights',
  title: 'Rights in one namespace only',
  story:
    'An application team sees its own namespace and nothing else; webhook and issuer are proved by what works.',
  cluster: { issuer, steps: steps(), operator: { namespaceRules: { shop: namespaceRights } } },
  azure: azure({ operator: 'none' }),
  command: doctorOrders,
  expect: fine,
};
