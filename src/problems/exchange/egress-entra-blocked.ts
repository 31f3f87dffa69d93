import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface EgressEntraBlocked {
  readonly host: string;
  readonly detail: string;
}

export const egressEntraBlocked = defineProblem<EgressEntraBlocked>({
  code: 'WI604',
  name: 'egress-entra-blocked',
  link: 'exchange',
  title: 'Entra cannot be reached',
  brief: 'Entra gives no answer here',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['egress-netpol', 'egress-dns', 'egress-tls-inspection', 'egress-proxy-env'],
  what: ({ host }) => `The pods cannot reach ${host}`,
  why: () => 'A firewall, a route or a network policy keeps them from the authority; the exchange needs port 443 of it.',
  evidence: ({ detail, host }) => [{ label: 'seen here', value: detail, of: host }],
  fix: ({ host }) => [note(`Let the cluster reach ${host}:443.`)],
  example: { host: 'login.microsoftonline.com', detail: 'ETIMEDOUT' },
});
