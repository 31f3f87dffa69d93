import { defineProblem } from '../problem.ts';
import { note, kubectl } from '../step.ts';
import { linesOf, type SeenFromPod } from './from-pod.ts';

export const egressEntraBlocked = defineProblem<SeenFromPod>({
  code: 'WI604',
  name: 'egress-entra-blocked',
  link: 'exchange',
  title: 'Entra cannot be reached',
  brief: 'Entra gives no answer here',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['egress-netpol'],
  what: ({ host }) => `The pods cannot reach ${host}`,
  why: () => 'A firewall, a route or a network policy keeps them from the authority; the exchange needs port 443 of it.',
  evidence: linesOf,
  fix: ({ host }) => [
    kubectl('see which policies keep pods in, and look at those of this namespace', 'get', 'networkpolicies', '-A'),
    note(`Let the cluster reach ${host}:443: in its firewall, its route table and those policies.`),
  ],
  example: { host: 'login.microsoftonline.com', detail: 'ETIMEDOUT' },
});
