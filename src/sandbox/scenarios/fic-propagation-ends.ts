import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps, subject } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_client',
  error_description: `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z`,
  error_codes: [700213],
});

export const ficPropagationEnds: Scenario = {
  name: 'fic-propagation-ends',
  title: 'Entra learns of the credential while one waits',
  story:
    'The first try is refused, the second works: replicas of Entra do not learn at once.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', times: 1, act: { answer: 401, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: fine,
};
