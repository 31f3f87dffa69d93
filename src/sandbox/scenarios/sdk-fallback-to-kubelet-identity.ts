import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkFallbackToKubeletIdentity: Scenario = {
  name: 'sdk-fallback-to-kubelet-identity',
  title: 'An application that came to the identities of its node',
  story:
    'Workload identity was not used, and the node has several identities. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 130, text: 'ManagedIdentityCredential: Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-fallback-to-kubelet-identity'),
};
