import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, subject } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_client',
  error_description: `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z`,
  error_codes: [700213],
});

export const ficPropagation: Scenario = {
  name: 'fic-propagation',
  title: 'The credential is there, Entra does not know it yet',
  story:
    'It was created a moment ago and matches byte for byte; Entra still refuses.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: broken('fic-propagation'),
};
