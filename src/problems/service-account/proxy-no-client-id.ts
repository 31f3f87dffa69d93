import type { Owner } from '../../evidence/subject.ts';
import { annotateClientId, recreatePods, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface ProxyNoClientId {
  readonly account: AccountRef;
  readonly owner: Owner;
}

export const proxyNoClientId = defineProblem<ProxyNoClientId>({
  code: 'WI359',
  name: 'proxy-no-client-id',
  link: 'service-account',
  title: 'The proxy does not know for which identity',
  brief: 'no client id for the proxy',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-predates-sa-annotation' }],
  what: ({ account }) => `The pods have the proxy, and serviceaccount/${account.name} names no client id for it`,
  why: () => 'A request to the metadata service that names no client_id is answered with HTTP 400: "The client_id parameter or AZURE_CLIENT_ID environment variable must be set". What was the one identity of the node before is now nobody.',
  fix: ({ account, owner }) => [
    annotateClientId(account, undefined),
    ...recreatePods(owner, []),
    note('Where every request names its client_id, look again with --client-id and that one.'),
  ],
  bind: () => ({ restarts: true }),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
