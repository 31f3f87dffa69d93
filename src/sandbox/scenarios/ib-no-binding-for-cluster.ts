import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, webhook } from './shop.ts';

export const ibNoBindingForCluster: Scenario = {
  name: 'ib-no-binding-for-cluster',
  title: 'The binding is with another cluster',
  story:
    'The identity has a binding with another cluster. AKS has told the webhook of this one nothing of a proxy.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { state: webhook }) },
  azure: azure({ identities: [identity([bindingCredential])] }),
  command: doctorOrders,
  expect: { ...broken('ib-webhook-too-old'), consequences: ['fic-issuer-mismatch'] },
};
