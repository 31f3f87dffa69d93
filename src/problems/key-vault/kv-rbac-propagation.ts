import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface KvRbacPropagation {
  readonly vault: string;
  readonly identity: IdentityRef;
  /** Both undefined where the role assignments could not be read. */
  readonly role?: string;
  readonly since?: string;
}

export const kvRbacPropagation = defineProblem<KvRbacPropagation>({
  code: 'WI711',
  name: 'kv-rbac-propagation',
  link: 'key-vault',
  title: 'The role is there, but not yet in effect',
  brief: 'the role is not yet in effect',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  explains: [{ problem: 'kv-rbac-missing' }],
  what: ({ identity, vault, role }) => role === undefined ? `A role of ${called(identity)} on ${vault} may be too new to be in effect` : `${called(identity)} is ${role} on ${vault}, but the vault does not know it yet`,
  why: () => 'A role assignment takes up to ten minutes to be in effect.',
  evidence: ({ role, since }) => (role === undefined || since === undefined ? [] : [{ label: 'assigned', value: since, of: role }]),
  fix: () => [note('Wait some minutes and look again.')],
  example: { vault: 'kv-shop', identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, role: 'Key Vault Secrets User', since: '2026-11-23T20:00:00Z' },
});
