import type { Scenario } from '../scenario.ts';
import { bindingCredential, boundPod, boundSteps, noConfigMap } from './identity-binding-shop.ts';
import { azure, broken, identity, issuer } from './shop.ts';

export const ibCaConfigmapMissing: Scenario = {
  name: 'ib-ca-configmap-missing',
  title: "The proxy's certificate is not there",
  story:
    'The ConfigMap with the certificate of the proxy is not in the namespace, so no container starts.',
  cluster: { issuer, steps: [{ do: 'pods', become: 'pending' }, ...boundSteps(boundPod), { do: 'apply', objects: [noConfigMap] }] },
  azure: azure({ identities: [identity([bindingCredential])] }),
  command: ['doctor', 'pod/orders', '-n', 'shop'],
  expect: broken('ib-ca-configmap-missing'),
};
