import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, issuer, steps } from './shop.ts';

export const healthySaFederatedNsSquat: Scenario = {
  name: 'healthy-sa-federated-ns-squat',
  title: 'A credential for an account that is not there',
  story:
    'The identity trusts a service account of a namespace that nobody has made. Who makes it gets the identity; for this workload nothing is wrong.',
  cluster: {
    issuer,
    steps: steps(),
  },
  azure: azure({ identities: [identity([credential, { ...credential, name: 'fic-billing', subject: 'system:serviceaccount:billing:invoices' }])] }),
  command: doctorOrders,
  expect: fine,
};
