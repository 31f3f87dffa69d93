import type { Scenario } from '../scenario.ts';
import { aboutObject, addOnDriver, addOnProvider, classWith, csiCluster, csiDriver, csiNode, csiVault } from './csi-shop.ts';
import { bindingCredential, mayUseIdentity } from './identity-binding-shop.ts';
import { audience, azure, broken, doctorOrders, identity } from './shop.ts';

export const csiTokenProxyUnavailable: Scenario = {
  name: 'csi-token-proxy-unavailable',
  title: 'No token proxy in this cluster',
  story:
    'The class asks for an identity binding, and this cluster has no proxy that would sign in for it.',
  cluster: csiCluster({ installed: [...mayUseIdentity, csiDriver({ tokenRequests: [{ audience }, { audience: 'api://AKSIdentityBinding' }] }), csiNode('secrets-store.csi.k8s.io'), addOnDriver(), addOnProvider()], class: classWith({ useAzureTokenProxy: 'true' }), result: aboutObject('proxy transport not available: AZURE_KUBERNETES_TOKEN_PROXY is not set') }),
  azure: azure({ identities: [identity([bindingCredential])], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: broken('csi-token-proxy-unavailable'),
};
