import type { Scenario } from '../scenario.ts';
import { aks, bindingAnnotation, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, webhook } from './shop.ts';

export const ibVnetIntegration: Scenario = {
  name: 'ib-vnet-integration',
  title: 'An API server in a virtual network',
  story:
    'The API server is integrated into a virtual network, so there could be no binding, and the identity has no credential of one.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { state: webhook }) },
  azure: azure({ identities: [identity([])], clusters: [aks({ vnetIntegration: true })] }),
  command: doctorOrders,
  expect: { ...broken('ib-vnet-integration'), consequences: ['fic-none'] },
};
