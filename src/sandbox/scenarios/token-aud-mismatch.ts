import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const tokenAudMismatch: Scenario = {
  name: 'token-aud-mismatch',
  title: 'The webhook asks for another audience',
  story:
    'It was installed with --audience, and no credential accepts that one.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, audience: 'api://shop' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('token-aud-mismatch'), consequences: ['token-aud-mismatch'] },
};
