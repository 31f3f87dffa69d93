import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface TokenFileMissing {
  readonly owner: Target;
  readonly container: string;
  readonly path: string;
}

export const tokenFileMissing = defineProblem<TokenFileMissing>({
  code: 'WI455',
  name: 'token-file-missing',
  link: 'token',
  title: 'A container that the webhook passes over is told to read a token',
  brief: 'told to read a token it has not',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'pod-container-skipped' }],
  what: ({ container }) => `Container ${container} is told to read a token where nothing is mounted, and the webhook passes it over`,
  why: () => 'The template sets AZURE_FEDERATED_TOKEN_FILE, and the annotation azure.workload.identity/skip-containers names the container: it gets no volume, and the file is not there (no such file or directory).',
  evidence: ({ path }) => [{ label: 'path', value: path, of: 'env AZURE_FEDERATED_TOKEN_FILE' }],
  fix: ({ owner, container }) => [
    note(`Take ${word(container, 'dns-name', 'container')} out of azure.workload.identity/skip-containers in the template of ${reference(owner)}, and the variable out of the container: the webhook then sets both up. Or mount a token there.`),
    kubectl('see what it is told, and what it mounts', 'get', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '-o', 'yaml'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'proxy', path: '/var/run/secrets/azure/wi/token/azure-identity-token' },
});
