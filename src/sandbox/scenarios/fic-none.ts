import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficNone: Scenario = {
  name: 'fic-none',
  title: 'The identity has no credential',
  story:
    'The identity and its role are there; nobody created a federated credential.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([])] }),
  command: doctorOrders,
  expect: { ...broken('fic-none'), consequences: ['fic-none'] },
};
