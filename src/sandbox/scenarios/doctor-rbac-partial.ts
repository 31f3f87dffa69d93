import type { Scenario } from '../scenario.ts';
import { azure, clusterRights, doctorOrders, issuer, namespaceRights, steps } from './shop.ts';

export const doctorRbacPartial: Scenario = {
  name: 'doctor-rbac-partial',
  title: 'No leave to list pods',
  story:
    'The workload can be read, its pods cannot: nothing is said about them.',
  cluster: {
    issuer,
    steps: steps(),
    operator: {
      clusterRules: clusterRights,
      namespaceRules: { shop: namespaceRights.map((rule) => (rule.resources.includes('pods') ? { ...rule, verbs: ['get', 'create'] } : rule)) },
    },
  },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], gaps: ['doctor-rbac-partial'] },
};
