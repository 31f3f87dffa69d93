import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const scopeInvalid: Scenario = {
  name: 'scope-invalid',
  title: 'The scope is not one',
  story:
    '--scope names a resource without /.default.',
  cluster: { issuer, steps: steps() },
  azure: azure(),
  command: [...doctorOrders, '--scope', 'https://management.azure.com'],
  expect: broken('scope-invalid'),
};
