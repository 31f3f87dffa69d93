/** The healthy shop, whose application has logged something. */
import type { ClusterScenario, KubernetesObject, Step } from '../scenario.ts';
import { deployment, issuer, steps, webhook } from './shop.ts';

type Lines = Extract<Step, { do: 'log' }>['lines'];

export function logging(lines: Lines, workload: KubernetesObject = deployment(), generation = webhook.generation): ClusterScenario {
  const [, ...others] = steps(workload);
  return { issuer, steps: [{ do: 'webhook', state: { ...webhook, generation } }, ...others, { do: 'log', namespace: 'shop', of: 'orders', container: 'app', lines }] };
}
