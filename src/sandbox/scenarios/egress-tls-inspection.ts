import type { Scenario } from '../scenario.ts';
import { exchangeFailed, fromPod, podSays, tokenFile, unreached } from './pod-shop.ts';
import { azure, issuer } from './shop.ts';

export const egressTlsInspection: Scenario = {
  name: 'egress-tls-inspection',
  title: 'A firewall looks into the TLS of the pods',
  story:
    'The certificate that is shown in the pod is of a company, not of a public authority. Whether the image of the application trusts that company, its maker knows: no token was sent.',
  cluster: { issuer, steps: podSays(
      ...tokenFile(),
      ...['entra' as const, 'vault' as const].flatMap((host) => unreached(host, 'SSL certificate problem: unable to get local issuer certificate', 60, 'wi address 20.190.160.14', 'wi issuer O=Example Corp; CN=Example Corp Inspection CA')),
      exchangeFailed(60),
    ) },
  azure: azure(),
  command: fromPod,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['egress-tls-inspection'] },
};
