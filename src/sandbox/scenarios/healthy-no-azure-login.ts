import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyNoAzureLogin: Scenario = {
  name: 'healthy-no-azure-login',
  title: 'Nobody is signed in to Azure',
  story:
    'Without an own login identity and credential cannot be read. The exchange still runs with the workload\'s token, and proves them.',
  cluster: { issuer, steps: steps() },
  azure: azure({ operator: 'none' }),
  command: doctorOrders,
  expect: fine,
};
