import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficSubjectMismatch: Scenario = {
  name: 'fic-subject-mismatch',
  title: 'The credential names another service account',
  story:
    'The credential was made for a service account called order; the pods use orders. Entra says only that none matches; the doctor shows the two side by side, and proposes a new credential, since the old one may serve somebody else.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:order' }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-subject-mismatch'), consequences: ['fic-subject-mismatch'] },
};
