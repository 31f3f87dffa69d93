import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_client',
  error_description: 'AADSTS700238: Workload identity federation is disabled by tenant policy. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [700238],
});

export const identityTenantPolicy: Scenario = {
  name: 'identity-tenant-policy',
  title: 'The tenant does not allow workload identity federation',
  story:
    'A policy of the tenant constrains who may log in with a token of another issuer. The closest that is right is healthy-application.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: broken('identity-tenant-policy'),
};
