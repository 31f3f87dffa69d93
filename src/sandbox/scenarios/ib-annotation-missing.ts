import type { Scenario } from '../scenario.ts';
import { bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer } from './shop.ts';

export const ibAnnotationMissing: Scenario = {
  name: 'ib-annotation-missing',
  title: 'Bound, and not asked for',
  story:
    'The identity has a binding and nothing else. The pods lack the annotation, so they go to Entra directly.',
  cluster: { issuer, steps: boundSteps(deployment()) },
  azure: azure({ identities: [identity([bindingCredential])] }),
  command: doctorOrders,
  expect: { ...broken('ib-annotation-missing'), consequences: ['fic-issuer-mismatch'] },
};
