import type { Scenario } from '../scenario.ts';
import { azure, credential, deployment, doctorOrders, fine, identity, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthySaDefaultShared: Scenario = {
  name: 'healthy-sa-default-shared',
  title: 'The default account is the one that is trusted',
  story:
    'The account default of the namespace is annotated and trusted. Every pod there gets the identity, which works; an account for this application alone would keep it from the others.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, { ...serviceAccount(), metadata: { ...serviceAccount().metadata, name: 'default' } }] },
      { do: 'apply', objects: [deployment({ spec: { serviceAccountName: 'default' } })] },
    ],
  },
  azure: azure({ identities: [identity([{ ...credential, subject: 'system:serviceaccount:shop:default' }])] }),
  command: doctorOrders,
  expect: fine,
};
