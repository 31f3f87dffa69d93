import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

const skewed = JSON.stringify({
  error: 'invalid_client',
  error_description:
    'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-11-23T20:00:00.0000000Z, assertion valid from 2026-11-23T21:00:00.0000000Z, expiry time of assertion 2026-11-23T21:10:00.0000000Z. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [700024],
});

export const tokenClockSkew: Scenario = {
  name: 'token-clock-skew',
  title: 'The control plane\'s clock is wrong',
  story:
    'A token made a second ago is not yet valid for Entra.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: skewed } }] }),
  command: doctorOrders,
  expect: broken('token-clock-skew'),
};
