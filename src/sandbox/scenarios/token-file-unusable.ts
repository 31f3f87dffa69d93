import type { Scenario } from '../scenario.ts';
import { expiredTokenFile, fromPod, podSays, reached } from './pod-shop.ts';
import { azure, broken, issuer } from './shop.ts';

export const tokenFileUnusable: Scenario = {
  name: 'token-file-unusable',
  title: 'The token file of a running pod has expired',
  story:
    'A fresh token of the account works from here. The kubelet could not renew that of the pod, which stays Ready meanwhile.',
  cluster: { issuer, steps: podSays(...expiredTokenFile, ...reached('entra'), ...reached('vault')) },
  azure: azure(),
  command: fromPod,
  expect: broken('token-file-unusable'),
};
