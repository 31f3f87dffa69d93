import type { Scenario } from '../scenario.ts';
import { audience, azure, broken, credential, deployment, doctorOrders, identity, namespace, ownTokenVolume, serviceAccount, webhook } from './shop.ts';

const elsewhere = 'https://oidc.example.com/clusters/shop';

export const tokenLifetimeTooLong: Scenario = {
  name: 'token-lifetime-too-long',
  title: 'A token that lives for two days',
  story:
    'The template asks for a token that outlives what Entra accepts. AKS would shorten it to a day; the API server of this cluster gives what it is asked for.',
  cluster: {
    issuer: elsewhere,
    steps: [
      { do: 'webhook', state: { ...webhook, generation: 'tokens' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment(ownTokenVolume(audience, 172_800))] },
    ],
  },
  azure: azure({ identities: [identity([{ ...credential, issuer: elsewhere }])] }),
  command: doctorOrders,
  expect: { ...broken('token-lifetime-too-long'), consequences: ['token-lifetime-too-long'] },
};
