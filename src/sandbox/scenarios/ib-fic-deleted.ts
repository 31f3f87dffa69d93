import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer } from './shop.ts';

export const ibFicDeleted: Scenario = {
  name: 'ib-fic-deleted',
  title: "The binding's credential is gone",
  story:
    'Somebody deleted the credential that AKS keeps for the bindings of the identity.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation })) },
  azure: azure({ identities: [identity([])] }),
  command: doctorOrders,
  expect: broken('ib-fic-deleted'),
};
