import type { Scenario } from '../scenario.ts';
import { kvPolicyKeysVsSecrets } from './kv-policy-keys-vs-secrets.ts';
import { doctorOrders } from './shop.ts';

export const kvAccessPolicyMissingUnread: Scenario = {
  name: 'kv-access-policy-missing-unread',
  title: 'A policy that gives too little, and nobody may look',
  story:
    'The vault says the same of a policy that is missing, of one that gives other permissions, and of a role that has no effect there.',
  cluster: kvPolicyKeysVsSecrets.cluster,
  azure: { ...kvPolicyKeysVsSecrets.azure, operator: 'none' },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-access-policy-missing', 'kv-model-mismatch', 'kv-policy-keys-vs-secrets'] },
};
