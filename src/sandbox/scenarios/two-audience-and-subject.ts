import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity } from './shop.ts';
import { tokenAudMismatch } from './token-aud-mismatch.ts';

export const twoAudienceAndSubject: Scenario = {
  name: 'two-audience-and-subject',
  title: 'A token for another audience, and a credential for another account',
  story:
    'The webhook was installed with --audience, and the one credential names order instead of orders. Mending the audience would not make it match.',
  cluster: tokenAudMismatch.cluster,
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:order' }])] }),
  command: doctorOrders,
  expect: { ...broken('token-aud-mismatch', 'fic-subject-mismatch'), consequences: ['fic-subject-mismatch'] },
};
