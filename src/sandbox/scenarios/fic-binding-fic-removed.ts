import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer } from './shop.ts';

export const ficBindingFicRemoved: Scenario = {
  name: 'fic-binding-fic-removed',
  title: 'The credential of AKS was tidied up',
  story:
    'A clean-up of credentials took aks-identity-binding with it, and left one for another account.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation })) },
  azure: azure({ identities: [identity([{ name: 'fic-reports', issuer, subject: 'system:serviceaccount:shop:reports', audiences: ['api://AzureADTokenExchange'] }])] }),
  command: doctorOrders,
  expect: broken('ib-fic-deleted'),
};
