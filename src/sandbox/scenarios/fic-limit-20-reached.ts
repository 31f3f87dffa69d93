import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficLimit20Reached: Scenario = {
  name: 'fic-limit-20-reached',
  title: 'The credential is missing, and there is no room for it',
  story:
    'Twenty credentials, none for this service account. Creating one is refused until another is deleted, so that comes first.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    identities: [identity(Array.from({ length: 20 }, (_, index) => ({ ...credential, name: `fic-${index}`, subject: `system:serviceaccount:shop:other-${index}` })))],
  }),
  command: doctorOrders,
  expect: { ...broken('fic-subject-mismatch'), warnings: ['fic-limit-20'], consequences: ['fic-subject-mismatch'] },
};
