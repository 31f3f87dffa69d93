import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_client',
  error_description: 'AADSTS500021: Access to the tenant is denied. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [500021],
});

export const identityTenantRestrictions: Scenario = {
  name: 'identity-tenant-restrictions',
  title: 'A proxy restricts which tenants may be signed in to',
  story:
    'The proxy of this network adds a header that names the tenants it lets pass. The pods may go another way.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['identity-tenant-restrictions', 'vantage-difference'] },
};
