import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_client',
  error_description: "AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' should be presented. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z",
  error_codes: [700025],
});

export const identityPublicClient: Scenario = {
  name: 'identity-public-client',
  title: 'The application is marked as a public client',
  story:
    'Somebody allowed public client flows for it, for a program on a desk. The closest that is right is healthy-application.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: broken('identity-public-client'),
};
