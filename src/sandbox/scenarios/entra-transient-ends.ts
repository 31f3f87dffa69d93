import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

const failure = JSON.stringify({
  error: 'temporarily_unavailable',
  error_description: 'AADSTS90033: A transient error has occurred. Please try again. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [90033],
});

export const entraTransientEnds: Scenario = {
  name: 'entra-transient-ends',
  title: 'Entra fails once',
  story:
    'The first try is answered with 503, the second works: no alarm.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', times: 1, act: { answer: 503, headers: { 'content-type': 'application/json' }, body: failure } }] }),
  command: doctorOrders,
  expect: fine,
};
