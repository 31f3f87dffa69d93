import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const issuerNoAnswer: Scenario = {
  name: 'issuer-no-answer',
  title: 'Nobody answers at the issuer\'s address',
  story:
    'From here alone that could be this machine\'s network; Entra\'s own words decide it.',
  cluster: { issuer, steps: steps() },
  azure: azure({ issuers: [{ issuer, serves: 'nothing' }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-unreachable'), consequences: ['issuer-unreachable'] },
};
