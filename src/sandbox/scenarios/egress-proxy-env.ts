import type { Scenario } from '../scenario.ts';
import { exchangeFailed, fromPod, podSays, tokenFile, unreached } from './pod-shop.ts';
import { azure, broken, issuer } from './shop.ts';

export const egressProxyEnv: Scenario = {
  name: 'egress-proxy-env',
  title: 'The proxy that the container names does not let Entra pass',
  story:
    'HTTPS_PROXY of the container leads every SDK through a proxy, and that answers 403. This machine goes another way, and gets a token.',
  cluster: { issuer, steps: podSays(
      ...tokenFile(),
      ...['entra' as const, 'vault' as const].flatMap((host) => unreached(host, 'CONNECT tunnel failed, response 403', 56, 'wi proxy HTTPS_PROXY', 'wi address 10.0.0.8')),
      exchangeFailed(56),
    ) },
  azure: azure(),
  command: fromPod,
  expect: broken('egress-proxy-env'),
};
