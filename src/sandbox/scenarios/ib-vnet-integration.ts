import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, webhook } from './shop.ts';

export const ibVnetIntegration: Scenario = {
  name: 'ib-vnet-integration',
  title: 'An API server in a virtual network',
  story:
    'The API server is integrated into a virtual network, so there could be no binding, and the identity has no credential of one.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { state: webhook }) },
  azure: azure({ identities: [identity([])] }),
  command: doctorOrders,
  expect: { ...broken('ib-webhook-too-old'), consequences: ['fic-none'] },
};
