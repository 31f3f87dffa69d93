import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const saRecreatedElsewhere: Scenario = {
  name: 'sa-recreated-elsewhere',
  title: 'The namespace was renamed',
  story:
    'Namespace and service account were called store before. The credential still has the subject of then.',
  cluster: {
    issuer,
    steps: steps(),
  },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:store:orders' }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-subject-mismatch'), consequences: ['fic-subject-mismatch'] },
};
