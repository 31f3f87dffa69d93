import type { Target } from '../../evidence/subject.ts';
import { correctClientId, type AccountRef } from '../mend.ts';
import { isAbout } from '../client-id-of.ts';
import { defineProblem } from '../problem.ts';

export interface SaClientIdWhitespace {
  readonly account: AccountRef;
  readonly owner: Target;
  /** Container whose env the template itself gives the client id. */
  readonly container?: string;
  readonly origin: string;
  readonly value: string;
}

export const saClientIdWhitespace = defineProblem<SaClientIdWhitespace>({
  code: 'WI355',
  name: 'sa-client-id-whitespace',
  link: 'service-account',
  title: 'The client id has something around it',
  brief: 'white space or quotes around the client id',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-env-client-id-override', when: ({ value }, other) => isAbout(other, value) }, { problem: 'identity-not-found' }, { problem: 'pod-stale-client-id' }],
  what: ({ origin }) => `The client id, from ${origin}, has white space, quotes or an invisible character around it`,
  why: () => 'The webhook does not trim it, and Entra finds no application of that exact name (AADSTS700016).',
  evidence: ({ value, origin }) => [{ label: 'value', value: JSON.stringify(value), of: origin }],
  fix: ({ account, owner, value, container }) => correctClientId(account, owner, value.replace(/[^0-9a-fA-F-]/g, ''), container),
  bind: ({ value, container }) => (container === undefined ? { clientId: value.trim(), takesOver: true, restarts: true } : undefined),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, origin: 'annotation of serviceaccount/orders', value: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab\n' },
});
