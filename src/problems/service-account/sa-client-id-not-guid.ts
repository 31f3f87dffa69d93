import type { Target } from '../../evidence/subject.ts';
import { correctClientId, type AccountRef } from '../mend.ts';
import { az, matchesGrammar, word } from '../step.ts';
import { clientIdOf, isAbout } from '../client-id-of.ts';
import { defineProblem } from '../problem.ts';

function resourceIdOf(value: string): string | undefined {
  return matchesGrammar(value.trim(), 'resource-id') ? value.trim() : undefined;
}

/** The value without what surrounds it, where a GUID is left. */
function trimmed(value: string): string | undefined {
  const bare = value.replace(/[\s\u200b\ufeff"']/g, '');
  return matchesGrammar(bare, 'guid') ? bare : undefined;
}

function shapeOf(value: string): string {
  if (resourceIdOf(value) !== undefined) return 'a resource id';
  if (/[<$]/.test(value)) return 'a placeholder that nobody filled in';
  return trimmed(value) === undefined ? 'a name or other text' : 'a GUID with something around it';
}

export interface SaClientIdNotGuid {
  readonly account: AccountRef;
  readonly owner: Target;
  /** Container whose env the template itself gives the client id. */
  readonly container?: string;
  /** Where the value stands. */
  readonly origin: string;
  readonly value: string;
}

export const saClientIdNotGuid = defineProblem<SaClientIdNotGuid>({
  code: 'WI352',
  name: 'sa-client-id-not-guid',
  link: 'service-account',
  title: 'The client id is not a GUID',
  brief: 'client id is not a GUID',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-env-client-id-override', when: ({ value }, other) => isAbout(other, value) }, { problem: 'identity-not-found', when: ({ value }, other) => clientIdOf(other) === value }],
  what: ({ origin }) => `The client id, from ${origin}, is not a GUID`,
  why: ({ value }) => `Entra looks an application up by exactly this text; ${shapeOf(value)} finds none (AADSTS700016). The webhook neither trims nor checks it.`,
  evidence: ({ value, origin }) => [{ label: 'value', value: JSON.stringify(value), of: origin }],
  fix: ({ account, owner, value, container }) => [
    ...(resourceIdOf(value) === undefined
      ? []
      : [az('look the client id up', 'identity', 'show', '--ids', word(resourceIdOf(value), 'resource-id', 'resource-id'), '--query', 'clientId', '-o', 'tsv')]),
    ...correctClientId(account, owner, trimmed(value), container),
  ],
  bind: ({ value, container }) => (container === undefined ? { clientId: trimmed(value), identityId: resourceIdOf(value), takesOver: true, restarts: true } : undefined),
  example: { account: { namespace: 'shop', name: 'orders' }, owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, origin: 'annotation of serviceaccount/orders', value: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders' },
});
