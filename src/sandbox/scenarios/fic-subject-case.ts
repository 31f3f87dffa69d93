import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficSubjectCase: Scenario = {
  name: 'fic-subject-case',
  title: 'The credential\'s subject differs in case',
  story:
    'Somebody wrote Orders with a capital letter.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:Orders' }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-subject-case'), consequences: ['fic-subject-case'] },
};
