import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const twoIssuerAndCredential: Scenario = {
  name: 'two-issuer-and-credential',
  title: 'Forged keys, and a credential for another account',
  story:
    'The key set is that of another cluster, and the credential names order instead of orders. Entra stops at the first it meets; the second is read in Azure.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:order' }])], issuers: [{ issuer, serves: 'forged-keys' }] }),
  command: doctorOrders,
  expect: { ...broken('jwks-key-mismatch', 'fic-subject-mismatch'), consequences: ['fic-subject-mismatch'] },
};
