import type { Scenario } from '../../../src/sandbox/scenario.ts';
import { scenarios } from '../../../src/sandbox/scenarios/index.ts';

const names = [
  'healthy',
  'healthy-access-policy',
  'healthy-application',
  'healthy-cronjob',
  'healthy-csi',
  'healthy-csi-two-identities',
  'healthy-daemonset',
  'healthy-host-network',
  'healthy-job',
  'healthy-own-token-volume',
  'healthy-pod',
  'healthy-replicaset',
  'healthy-role-on-secret',
  'healthy-secretproviderclass',
  'healthy-service-account',
  'healthy-several-credentials',
  'healthy-statefulset',
  'healthy-tenant-annotation',
];

/** The worlds that are broken: every door, every kind of workload, both permission models, both kinds of identity. */
export const healthyWorlds: readonly Scenario[] = scenarios.filter(({ name }) => names.includes(name));
