import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, ownTokenVolume, serviceAccount, webhook } from './shop.ts';

export const podCustomVolumeWrongAud: Scenario = {
  name: 'pod-custom-volume-wrong-aud',
  title: 'A token volume of the template\'s own',
  story:
    'The template mounts a token volume in the webhook\'s place, with an audience that no credential accepts.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment(ownTokenVolume('api://orders', 3600))] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-custom-volume-wrong-aud'), consequences: ['pod-custom-volume-wrong-aud'] },
};
