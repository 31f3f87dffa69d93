import type { Scenario } from '../scenario.ts';
import { doctorKeda, kedaCluster } from './keda-shop.ts';
import { azure, fine } from './shop.ts';

export const healthyKeda: Scenario = {
  name: 'healthy-keda',
  title: 'KEDA signs in with workload identity',
  story:
    'The operator of KEDA is bound, and its TriggerAuthentication says azure-workload.',
  cluster: kedaCluster('azure-workload'),
  azure: azure(),
  command: doctorKeda,
  expect: fine,
};
