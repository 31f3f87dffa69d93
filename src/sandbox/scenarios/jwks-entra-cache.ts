import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_client',
  error_description: 'AADSTS7000272: The certificate with identifier used to sign the federated credential could not be found in the metadata of identity provider. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [7000272],
});

export const jwksEntraCache: Scenario = {
  name: 'jwks-entra-cache',
  title: 'Entra still has the old key set',
  story:
    'The signing key was rotated and published; Entra read the keys before that, and keeps them for a while.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: broken('jwks-entra-cache'),
};
