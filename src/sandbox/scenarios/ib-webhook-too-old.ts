import type { Scenario } from '../scenario.ts';
import { aks, bindingAnnotation, bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, clientId, deployment, doctorOrders, identity, issuer, webhook } from './shop.ts';

export const ibWebhookTooOld: Scenario = {
  name: 'ib-webhook-too-old',
  title: 'A webhook from before identity bindings',
  story:
    'The pods carry the annotation, and webhook 1.5 does not know it: they got a token for Entra.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { state: { ...webhook, generation: 'tokens' } }) },
  azure: azure({ identities: [identity([bindingCredential])], clusters: [aks({ identityBindings: [{ name: 'orders', clientId }] })] }),
  command: doctorOrders,
  expect: { ...broken('ib-webhook-too-old'), consequences: ['fic-issuer-mismatch'] },
};
