import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps, vault } from './shop.ts';

export const healthySecretDates: Scenario = {
  name: 'healthy-secret-dates',
  title: 'A secret within its dates',
  story:
    'The secret has an activation and an expiry date, and today lies between them.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', notBefore: '2020-01-01T00:00:00Z', expires: '2099-01-01T00:00:00Z' } } })] }),
  command: doctorOrders,
  expect: fine,
};
