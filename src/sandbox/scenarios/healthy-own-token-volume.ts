import type { Scenario } from '../scenario.ts';
import { audience, azure, deployment, doctorOrders, fine, issuer, namespace, ownTokenVolume, serviceAccount, webhook } from './shop.ts';

export const healthyOwnTokenVolume: Scenario = {
  name: 'healthy-own-token-volume',
  title: 'A token volume of the template\'s own, done right',
  story:
    'The template mounts the token itself, with the audience that the credential names.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment(ownTokenVolume(audience, 3600))] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
