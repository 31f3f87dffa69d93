import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyOtherScope: Scenario = {
  name: 'healthy-other-scope',
  title: 'A token for another resource',
  story:
    '--scope asks for Azure Resource Manager instead of Key Vault, and the chain ends with the exchange.',
  cluster: { issuer, steps: steps() },
  azure: azure(),
  command: [...doctorOrders, '--scope', 'https://management.azure.com/.default'],
  expect: fine,
};
