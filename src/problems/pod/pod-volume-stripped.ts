import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface PodVolumeStripped {
  readonly owner: Target;
  readonly container: string;
  readonly path: string;
}

export const podVolumeStripped = defineProblem<PodVolumeStripped>({
  code: 'WI317',
  name: 'pod-volume-stripped',
  link: 'pod',
  title: 'The variables were injected, and the token is not mounted',
  brief: 'injected, but without the token\'s mount',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} was told where its token is, and nothing is mounted there`,
  why: () => 'The webhook always adds the variable, the mount and the volume together, and the template has none of them. So something changed the pod after it: another mutating webhook, or an operator that writes volumes itself.',
  evidence: ({ path }) => [{ label: 'path', value: path, of: 'env AZURE_FEDERATED_TOKEN_FILE, injected' }],
  fix: ({ owner }) => [
    kubectl('see which other webhooks change pods', 'get', 'mutatingwebhookconfigurations', '-o', 'custom-columns=NAME:.metadata.name,WEBHOOKS:.webhooks[*].name,AGAIN:.webhooks[*].reinvocationPolicy'),
    note('Correct the one that rewrites volumes, or keep these pods from it. azure-wi itself needs reinvocationPolicy: IfNeeded, so that it is called again after others.'),
    kubectl('then make new pods and look at their mounts', 'get', 'pods', '-n', word(owner.namespace, 'dns-name', 'namespace'), '-o', 'custom-columns=NAME:.metadata.name,MOUNTS:.spec.containers[*].volumeMounts[*].mountPath'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'app', path: '/var/run/secrets/azure/wi/token/azure-identity-token' },
});
