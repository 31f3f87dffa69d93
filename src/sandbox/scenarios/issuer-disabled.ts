import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, steps } from './shop.ts';

export const issuerDisabled: Scenario = {
  name: 'issuer-disabled',
  title: 'The cluster\'s issuer is an internal one',
  story:
    'The public issuer was never turned on; tokens name an address that exists only inside of the cluster.',
  cluster: { issuer: 'https://kubernetes.default.svc.cluster.local', steps: steps() },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('issuer-disabled'), consequences: ['fic-issuer-mismatch', 'issuer-cluster-recreated'] },
};
