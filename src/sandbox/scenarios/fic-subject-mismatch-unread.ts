import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficSubjectMismatchUnread: Scenario = {
  name: 'fic-subject-mismatch-unread',
  title: 'The same, without a look at the credentials',
  story:
    'The operator may not read the credentials, and Entra\'s number fits several causes: another subject, a credential that is on another identity, one that is too new. The command that tells is named.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:order' }])], operator: 'none' }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['fic-on-wrong-identity', 'fic-propagation', 'fic-subject-mismatch'], gaps: ['doctor-rbac-partial'] },
};
