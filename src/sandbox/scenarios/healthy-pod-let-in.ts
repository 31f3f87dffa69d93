import type { Scenario } from '../scenario.ts';
import { exchanged, fromPod, podReaches, secretRead } from './pod-shop.ts';
import { azure, fine, issuer, vault } from './shop.ts';

export const healthyPodLetIn: Scenario = {
  name: 'healthy-pod-let-in',
  title: 'The firewall of the vault keeps out this machine alone',
  story:
    'From here it could be that the pods are kept out, too; the pod itself reads the secret, so nothing is wrong.',
  cluster: { issuer, steps: podReaches(exchanged, secretRead) },
  azure: azure({ vaults: [vault({ network: 'selected' })] }),
  command: fromPod,
  expect: fine,
};
