import type { Scenario } from '../scenario.ts';
import { exchanged, fromPod, podReaches, secretRefused } from './pod-shop.ts';
import { azure, broken, issuer, vault } from './shop.ts';

export const kvPublicDisabledInPod: Scenario = {
  name: 'kv-public-disabled-in-pod',
  title: 'The vault takes private connections only, and has no private endpoint',
  story:
    'From here it could be that this machine alone is kept out; the pod is refused with the same words, and the vault has no endpoint that it could have missed.',
  cluster: { issuer, steps: podReaches(exchanged, secretRefused('ForbiddenByConnection', 'Public network access is disabled and request is not from a trusted service nor via an approved private link.')) },
  azure: azure({ vaults: [vault({ network: 'private' })] }),
  command: fromPod,
  expect: broken('kv-public-disabled'),
};
