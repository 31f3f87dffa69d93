import type { Scenario } from '../scenario.ts';
import { exchanged, fromPod, podReaches, secretRead } from './pod-shop.ts';
import { azure, fine, issuer } from './shop.ts';

export const healthyFromPod: Scenario = {
  name: 'healthy-from-pod',
  title: 'The pod itself is asked, and gets in',
  story:
    'A container is added to a pod that runs: it finds the token file, reaches Entra and the vault, exchanges the token and reads the secret there.',
  cluster: { issuer, steps: podReaches(exchanged, secretRead) },
  azure: azure(),
  command: fromPod,
  expect: fine,
};
