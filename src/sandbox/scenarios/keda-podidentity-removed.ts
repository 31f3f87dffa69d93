import type { Scenario } from '../scenario.ts';
import { doctorKeda, kedaCluster } from './keda-shop.ts';
import { azure, broken } from './shop.ts';

export const kedaPodidentityRemoved: Scenario = {
  name: 'keda-podidentity-removed',
  title: 'KEDA is told to use pod identity v1',
  story:
    'A TriggerAuthentication of old says provider azure, which KEDA took out in 2.15.',
  cluster: kedaCluster('azure'),
  azure: azure(),
  command: doctorKeda,
  expect: broken('keda-podidentity-removed'),
};
