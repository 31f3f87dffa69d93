import { called, createCredential, type IdentityRef, type Presented } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface FicOverwritten {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly nearest: { readonly name: string; readonly value: string };
  /** Who wrote it, the newest first. */
  readonly writes: readonly { readonly at: string; readonly caller: string }[];
}

export const ficOverwritten = defineProblem<FicOverwritten>({
  code: 'WI570',
  name: 'fic-overwritten',
  link: 'federated-credential',
  title: 'Two write the same credential, each for a cluster of its own',
  brief: 'overwritten for another cluster',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['fic-none', 'fic-issuer-mismatch', 'issuer-second-cluster-no-fic', 'issuer-cluster-recreated'].map((problem) => ({ problem })),
  what: ({ identity, nearest }) => `${nearest.name} of ${called(identity)} names another cluster, and more than one writes it`,
  why: () => 'A credential is known by its name, and writing one of the same name replaces it without a word. Pipelines or operators of two clusters that use one name take it away from each other: whoever came last works.',
  evidence: ({ presented, nearest, writes }) => [
    { label: 'presented', value: presented.issuer },
    { label: 'names', value: nearest.value, of: nearest.name },
    ...writes.slice(0, 3).map(({ at, caller }) => ({ label: 'written', value: at, of: caller })),
  ],
  fix: ({ identity, presented, nearest }) => [
    ...createCredential(identity, presented),
    note(`Then give the credential of each cluster a name of its own where it is written: ${nearest.name} stays with whoever wrote it last.`),
  ],
  bind: () => ({}),
  example: {
    identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' },
    presented: { issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' },
    nearest: { name: 'fic-orders', value: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/99999999-9999-4999-8999-999999999999/' },
    writes: [{ at: '2026-11-23T20:00:00Z', caller: 'pipeline-green@example.com' }, { at: '2026-11-22T20:00:00Z', caller: 'pipeline-blue@example.com' }],
  },
});
