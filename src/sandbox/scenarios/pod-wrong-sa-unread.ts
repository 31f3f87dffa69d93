import type { Scenario } from '../scenario.ts';
import { podWrongSa } from './pod-wrong-sa.ts';
import { azure, clusterRights, doctorOrders, namespaceRights } from './shop.ts';

/** Every account may be read, none listed. */
const rules = namespaceRights
  .filter(({ resources, verbs }) => !(resources.includes('serviceaccounts') && verbs.includes('list')))
  .map(({ apiGroups, resources, verbs }) => ({ apiGroups, resources, verbs }));

export const podWrongSaUnread: Scenario = {
  name: 'pod-wrong-sa-unread',
  title: 'The same, without leave to list accounts',
  story:
    'The pods use the account default, which names no identity. Whether another account does cannot be seen, so nobody is told to annotate the one that every pod of the namespace uses.',
  cluster: { ...podWrongSa.cluster, operator: { clusterRules: clusterRights, namespaceRules: { shop: rules } } },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['pod-wrong-sa', 'sa-client-id-missing'] },
};
