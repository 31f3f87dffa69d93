import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps } from './shop.ts';

export const kubeUnreachable: Scenario = {
  name: 'kube-unreachable',
  title: 'The API server does not answer',
  story:
    'Every connection is reset: nothing can be said, and nothing is.',
  cluster: { issuer, steps: steps(), faults: [{ match: '*', act: 'reset' }] },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kube-unreachable'] },
};
