import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, issuer, steps } from './shop.ts';

export const healthySeveralCredentials: Scenario = {
  name: 'healthy-several-credentials',
  title: 'An identity with several credentials',
  story:
    'The identity serves other service accounts and clusters too; one of its credentials matches, the others are nobody\'s business.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    identities: [
      identity([
        { ...credential, name: 'fic-other', subject: 'system:serviceaccount:shop:payments' },
        { ...credential, name: 'fic-elsewhere', issuer: 'https://northeurope.oic.prod-aks.azure.com/elsewhere/' },
        credential,
      ]),
    ],
  }),
  command: doctorOrders,
  expect: fine,
};
