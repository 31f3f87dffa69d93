import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, deployment, doctorOrders, identity, issuer } from './shop.ts';

export const identityBindingUntried: Scenario = {
  name: 'identity-binding-untried',
  title: 'An identity binding that looks right',
  story:
    'Annotation, right, webhook and credential are there. The sign-in goes through the proxy of the cluster, which nobody can try from here: the doctor says so instead of ok.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation })) },
  azure: azure({ identities: [identity([bindingCredential])] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [] },
};
