/** The healthy shop, whose application has logged something. */
import type { ClusterScenario, KubernetesObject, Step } from '../scenario.ts';
import { deployment, issuer, steps } from './shop.ts';

type Lines = Extract<Step, { do: 'log' }>['lines'];

export function logging(lines: Lines, workload: KubernetesObject = deployment()): ClusterScenario {
  return { issuer, steps: [...steps(workload), { do: 'log', namespace: 'shop', of: 'orders', container: 'app', lines }] };
}
