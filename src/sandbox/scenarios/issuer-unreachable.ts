import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const issuerUnreachable: Scenario = {
  name: 'issuer-unreachable',
  title: 'The issuer answers 404',
  story:
    'The discovery document is gone from its public address; Entra cannot read it either, and says so.',
  cluster: { issuer, steps: steps() },
  azure: azure({ issuers: [{ issuer, serves: { status: 404, body: 'not found' } }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-unreachable'), consequences: ['issuer-unreachable'] },
};
