import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const contradiction: Scenario = {
  name: 'contradiction',
  title: 'What is read and what works disagree',
  story:
    'Resource Manager shows no credential, yet Entra gives a token. What works wins, and the reading becomes a warning that says so.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    faults: [
      {
        match: 'GET management.azure.com/*/federatedIdentityCredentials*',
        act: { answer: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[]}' },
      },
    ],
  }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['fic-none'] },
};
