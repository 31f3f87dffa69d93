import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

const failure = JSON.stringify({
  error: 'temporarily_unavailable',
  error_description: 'AADSTS90033: A transient error has occurred. Please try again. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [90033],
});

export const entraTransient: Scenario = {
  name: 'entra-transient',
  title: 'Entra is failing',
  story:
    'Every try is answered with 503. That says nothing about the workload, and may heal by itself.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 503, headers: { 'content-type': 'application/json' }, body: failure } }] }),
  command: doctorOrders,
  expect: broken('entra-transient'),
};
