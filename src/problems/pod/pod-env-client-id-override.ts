import type { Target } from '../../evidence/subject.ts';
import { clientIdOf } from '../client-id-of.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import { unsetVariables } from '../template.ts';

export interface PodEnvClientIdOverride {
  readonly owner: Target;
  readonly container: string;
  readonly own: string;
  readonly annotated: string;
  readonly serviceAccount: string;
}

export const podEnvClientIdOverride = defineProblem<PodEnvClientIdOverride>({
  code: 'WI311',
  name: 'pod-env-client-id-override',
  link: 'pod',
  title: 'The template sets a client id that does not work',
  brief: 'the template\'s own client id is refused',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: ['identity-not-found', 'identity-app-no-sp'].map((problem) => ({ problem, when: ({ own }, other) => clientIdOf(other) === own })),
  what: ({ container }) => `Container ${container} sets AZURE_CLIENT_ID itself, and Entra knows nobody of that id`,
  why: ({ serviceAccount }) => `The webhook leaves a variable alone that is already there, so the annotation of serviceaccount/${serviceAccount} has no effect.`,
  evidence: ({ own, annotated, serviceAccount }) => [
    { label: 'presented', value: own, of: 'env AZURE_CLIENT_ID' },
    { label: 'annotation', value: annotated, of: `serviceaccount/${serviceAccount}` },
  ],
  fix: ({ owner, container }) => [
    unsetVariables(owner, container, ['AZURE_CLIENT_ID'], 'the webhook sets it to the id of the service account'),
    note('Or correct it there, if the container is to be another identity than that of its service account.'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'app', own: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', annotated: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', serviceAccount: 'orders' },
});
