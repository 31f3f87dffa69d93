import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_client',
  error_description: 'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [53003],
});

export const identityConditionalAccess: Scenario = {
  name: 'identity-conditional-access',
  title: 'Conditional Access refuses the sign-in',
  story:
    'A policy for workload identities admits the addresses of an office alone. It sees the address of whoever asks, here that of this machine.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.com/*', act: { answer: 401, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['identity-conditional-access', 'vantage-difference'] },
};
