import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps, withProxySkipping } from './shop.ts';

export const podContainerSkipped: Scenario = {
  name: 'pod-container-skipped',
  title: 'The application is in skip-containers',
  story:
    'The list names the container that reads the vault; it gets no token.',
  cluster: { issuer, steps: steps(deployment(withProxySkipping('app'))) },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['pod-container-skipped'] },
};
