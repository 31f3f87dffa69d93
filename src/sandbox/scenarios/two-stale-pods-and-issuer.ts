import type { Scenario } from '../scenario.ts';
import { podPredatesLabel } from './pod-predates-label.ts';
import { azure, broken, credential, doctorOrders, identity, issuer } from './shop.ts';

export const twoStalePodsAndIssuer: Scenario = {
  name: 'two-stale-pods-and-issuer',
  title: 'Pods from before the webhook, and a credential without the slash',
  story:
    'The pods are older than the webhook. New ones would get a token, and the issuer in the credential lacks its last slash.',
  cluster: podPredatesLabel.cluster,
  azure: azure({ identities: [identity([{ ...credential, issuer: issuer.slice(0, -1) }])] }),
  command: doctorOrders,
  expect: { ...broken('pod-predates-label', 'fic-issuer-trailing-slash'), consequences: ['fic-issuer-trailing-slash'] },
};
