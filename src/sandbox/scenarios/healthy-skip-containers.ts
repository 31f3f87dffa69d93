import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps, withProxySkipping } from './shop.ts';

export const healthySkipContainers: Scenario = {
  name: 'healthy-skip-containers',
  title: 'A container that is left out on purpose',
  story:
    'The proxy is named in skip-containers, so it carries no AZURE_* variables, as it should.',
  cluster: { issuer, steps: steps(deployment(withProxySkipping('proxy; other'))) },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
