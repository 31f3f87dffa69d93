import type { Scenario } from '../scenario.ts';
import { azure, clusterRights, doctorOrders, issuer, namespaceRights, steps } from './shop.ts';

export const doctorNoTokenrequest: Scenario = {
  name: 'doctor-no-tokenrequest',
  title: 'No leave to create tokens',
  story:
    'Without create serviceaccounts/token nothing can be proved. What can be read is right, but that is not enough to say ok.',
  cluster: {
    issuer,
    steps: steps(),
    operator: { clusterRules: clusterRights, namespaceRules: { shop: namespaceRights.filter(({ resources }) => !resources.includes('serviceaccounts/token')) } },
  },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], gaps: ['doctor-no-tokenrequest'] },
};
