import type { Scenario } from '../scenario.ts';
import { application, bindingAnnotation, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, issuer } from './shop.ts';

export const ibAppRegistration: Scenario = {
  name: 'ib-app-registration',
  title: 'A binding of an application',
  story:
    'The pods ask for an identity binding, and the account names an application.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { rights: [] }) },
  azure: azure({ identities: [], applications: [application] }),
  command: doctorOrders,
  expect: { ...broken('ib-app-registration'), consequences: ['ib-rbac-missing'] },
};
