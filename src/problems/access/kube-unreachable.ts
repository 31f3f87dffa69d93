import { defineProblem } from '../problem.ts';
import { kubectl } from '../step.ts';

export interface KubeUnreachable {
  readonly server: string;
  readonly detail: string;
}

export const kubeUnreachable = defineProblem<KubeUnreachable>({
  code: 'WI101',
  name: 'kube-unreachable',
  link: 'access',
  title: 'The API server does not answer',
  brief: 'no answer',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ server, detail }) => `No answer from ${server}: ${detail}`,
  why: () => 'Nothing in the cluster could be read, so nothing can be said about the workload. Wrong context, a private cluster, a VPN or authorised IP ranges are the usual reasons.',
  fix: () => [kubectl('see which cluster the context names', 'config', 'current-context'), kubectl('try it without this tool', 'version')],
  example: { server: 'https://aks-prod.example:443', detail: 'ETIMEDOUT' },
});
