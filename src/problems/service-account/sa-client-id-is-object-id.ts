import type { Target } from '../../evidence/subject.ts';
import { correctClientId, type AccountRef } from '../mend.ts';
import { isAbout } from '../client-id-of.ts';
import { defineProblem } from '../problem.ts';

export interface SaClientIdIsObjectId {
  readonly account: AccountRef;
  readonly owner: Target;
  /** Container whose env the template itself gives the client id. */
  readonly container?: string;
  readonly value: string;
  /** Of the identity that is meant; both undefined where it could not be looked for. */
  readonly name?: string;
  readonly clientId?: string;
}

export const saClientIdIsObjectId = defineProblem<SaClientIdIsObjectId>({
  code: 'WI356',
  name: 'sa-client-id-is-object-id',
  link: 'service-account',
  title: 'The object id was taken for the client id',
  brief: 'an object id, not a client id',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-env-client-id-override', when: ({ value }, other) => isAbout(other, value) }, { problem: 'identity-not-found' }],
  what: ({ name }) => `The client id given ${name === undefined ? 'may be the object id of an identity' : `is the object id of ${name}`}`,
  why: () => 'An identity has both. Tokens are asked for by client id (application id); the object id (principal id) is what roles are given to.',
  evidence: ({ value, clientId }) => [
    { label: 'given', value, of: 'object id' },
    ...(clientId === undefined ? [] : [{ label: 'client id', value: clientId }]),
  ],
  fix: ({ account, owner, clientId, container }) => correctClientId(account, owner, clientId, container),
  bind: ({ clientId, container }) => (container === undefined && clientId !== undefined ? { clientId, takesOver: true, restarts: true } : undefined),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, value: '66666666-6666-4666-8666-666666666666', name: 'id-orders', clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
