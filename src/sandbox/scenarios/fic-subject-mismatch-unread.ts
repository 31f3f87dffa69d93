import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficSubjectMismatchUnread: Scenario = {
  name: 'fic-subject-mismatch-unread',
  title: 'The same, without a look at the credentials',
  story:
    'The operator may not read the credentials; Entra\'s number alone says what is wrong.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:order' }])], operator: 'none' }),
  command: doctorOrders,
  expect: broken('fic-subject-mismatch'),
};
