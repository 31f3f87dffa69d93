import type { Scenario } from '../scenario.ts';
import { aks, bindingAnnotation, bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, otherClientId, webhook } from './shop.ts';

export const ibNoBindingForCluster: Scenario = {
  name: 'ib-no-binding-for-cluster',
  title: 'The binding is with another cluster',
  story:
    'The identity has a binding with another cluster. AKS has told the webhook of this one nothing of a proxy.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { state: webhook }) },
  azure: azure({ identities: [identity([bindingCredential])], clusters: [aks({ identityBindings: [{ name: 'reports', clientId: otherClientId }] })] }),
  command: doctorOrders,
  expect: { ...broken('ib-no-binding-for-cluster'), consequences: ['fic-issuer-mismatch'] },
};
