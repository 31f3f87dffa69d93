import type { Scenario } from '../scenario.ts';
import { exchangeFailed, fromPod, podSays, reached, tokenFile, unreached } from './pod-shop.ts';
import { azure, broken, issuer } from './shop.ts';

export const egressDns: Scenario = {
  name: 'egress-dns',
  title: 'The DNS of the pods knows no Entra',
  story:
    'This machine gets a token for the same login. In the pod the name of the authority is not resolved, which nobody can see from here.',
  cluster: { issuer, steps: podSays(...tokenFile(), ...unreached('entra', 'Could not resolve host: login.microsoftonline.com', 6), ...reached('vault'), exchangeFailed(6)) },
  azure: azure(),
  command: fromPod,
  expect: broken('egress-dns'),
};
