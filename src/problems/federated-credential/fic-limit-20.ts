import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface FicLimit20 {
  readonly identity: IdentityRef;
  readonly count: number;
}

export const ficLimit20 = defineProblem<FicLimit20>({
  code: 'WI561',
  name: 'fic-limit-20',
  link: 'federated-credential',
  title: 'The identity has all the credentials it can have',
  brief: 'no room for another',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity, count }) => `${called(identity)} has ${count} of 20 federated credentials`,
  why: () => 'An identity or application can have 20. The next cluster or service account will not get one.',
  fix: () => [note('Remove credentials of clusters that are gone, or use one identity for each workload.')],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' }, count: 20 },
});
