import type { Scenario } from '../scenario.ts';
import { bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, credential, deployment, doctorOrders, fine, identity, issuer } from './shop.ts';

export const healthyBindingAndCredential: Scenario = {
  name: 'healthy-binding-and-credential',
  title: 'A binding for others',
  story:
    'The identity has a binding for another cluster, and a credential for this one: the pods sign in without the binding.',
  cluster: { issuer, steps: boundSteps(deployment(), { rights: [] }) },
  azure: azure({ identities: [identity([bindingCredential, credential])] }),
  command: doctorOrders,
  expect: fine,
};
