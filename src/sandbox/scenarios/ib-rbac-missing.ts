import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer } from './shop.ts';

export const ibRbacMissing: Scenario = {
  name: 'ib-rbac-missing',
  title: 'The account may not use the identity',
  story:
    'Everything is there but the ClusterRole that lets the account use the identity: the proxy answers 403.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { rights: [] }) },
  azure: azure({ identities: [identity([bindingCredential])] }),
  command: doctorOrders,
  expect: broken('ib-rbac-missing'),
};
