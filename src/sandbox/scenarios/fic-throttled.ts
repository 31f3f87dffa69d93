import type { Scenario } from '../scenario.ts';
import { azure, broken, credentialWrite, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficThrottled: Scenario = {
  name: 'fic-throttled',
  title: 'Credentials were written too often',
  story:
    'A script that makes many credentials went over what Azure takes, and did not try again.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([])], activity: [credentialWrite('fic-orders', 'pipeline@example.com', 30, { status: 429, code: 'TooManyRequests', message: 'Too many requests for the managed identity. Please try again later.' })] }),
  command: doctorOrders,
  expect: { ...broken('fic-throttled'), consequences: ['fic-none'] },
};
