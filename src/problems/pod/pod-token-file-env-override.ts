import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { unsetVariables } from '../template.ts';

export interface PodTokenFileEnvOverride {
  readonly owner: Target;
  readonly container: string;
  readonly path: string;
}

export const podTokenFileEnvOverride = defineProblem<PodTokenFileEnvOverride>({
  code: 'WI312',
  name: 'pod-token-file-env-override',
  link: 'pod',
  title: 'The template names a token file that is not there',
  brief: 'the template names another token file',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} looks for the token at a path where no token is mounted`,
  why: () => 'The template sets AZURE_FEDERATED_TOKEN_FILE, and the webhook leaves a variable alone that is already there; its own volume is elsewhere.',
  evidence: ({ path }) => [{ label: 'path', value: path, of: 'env AZURE_FEDERATED_TOKEN_FILE' }],
  fix: ({ owner, container }) => [unsetVariables(owner, container, ['AZURE_FEDERATED_TOKEN_FILE'], 'the webhook sets it to where the token is')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'app', path: '/tokens/azure' },
});
