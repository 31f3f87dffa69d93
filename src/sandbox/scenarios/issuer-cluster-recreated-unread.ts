import type { Scenario } from '../scenario.ts';
import { issuerClusterRecreated } from './issuer-cluster-recreated.ts';
import { clusterRights, doctorOrders, namespaceRights } from './shop.ts';

export const issuerClusterRecreatedUnread: Scenario = {
  name: 'issuer-cluster-recreated-unread',
  title: 'A new cluster, and no right to its tokens',
  story:
    'The issuer of a cluster stands in its tokens, which the operator may not ask for. Whether it is a public one, and which, is not known without.',
  cluster: { ...issuerClusterRecreated.cluster, operator: { clusterRules: clusterRights, namespaceRules: { shop: namespaceRights.filter(({ resources }) => !resources.includes('serviceaccounts/token')) } } },
  azure: issuerClusterRecreated.azure,
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], gaps: ['doctor-no-tokenrequest'] },
};
