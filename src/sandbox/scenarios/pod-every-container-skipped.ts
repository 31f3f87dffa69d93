import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, issuer, steps, withProxySkipping } from './shop.ts';

export const podEveryContainerSkipped: Scenario = {
  name: 'pod-every-container-skipped',
  title: 'Every container is in skip-containers',
  story:
    'The pods are labelled, and the list names each of their containers, the one that reads the vault too. Nobody in the pod is given a token: whether the application signs in in a way of its own, only its maker knows. Where one container is left, as in pod-container-skipped, it is a warning.',
  cluster: { issuer, steps: steps(deployment(withProxySkipping('app; proxy'))) },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['pod-container-skipped'] },
};
