import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

const refusal = JSON.stringify({
  error: 'invalid_request',
  error_description: 'AADSTS900382: Confidential Client is not supported in Cross Cloud request. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z',
  error_codes: [900382],
});

export const identityCrossCloud: Scenario = {
  name: 'identity-cross-cloud',
  title: 'The identity lives in another cloud than the authority',
  story:
    'The webhook was installed for US Government, and the identity is one of the public cloud. Entra there knows that, and says so. The closest that is right is healthy.',
  cluster: { issuer, steps: [{ do: 'webhook', state: { ...webhook, environment: 'AzureUSGovernmentCloud' } }, { do: 'apply', objects: [namespace, serviceAccount()] }, { do: 'apply', objects: [deployment()] }] },
  azure: azure({ faults: [{ match: 'POST login.microsoftonline.us/*', act: { answer: 400, headers: { 'content-type': 'application/json' }, body: refusal } }] }),
  command: doctorOrders,
  expect: broken('identity-cross-cloud'),
};
