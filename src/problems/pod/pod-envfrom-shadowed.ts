import type { Target } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface PodEnvfromShadowed {
  readonly owner: Target;
  readonly container: string;
  readonly configMap: string;
  readonly variable: string;
  readonly given: string;
  readonly used: string;
}

export const podEnvfromShadowed = defineProblem<PodEnvfromShadowed>({
  code: 'WI324',
  name: 'pod-envfrom-shadowed',
  link: 'pod',
  title: 'A value of a ConfigMap has no effect',
  brief: 'a value of a ConfigMap has no effect',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ container, configMap, variable }) => `Container ${container} does not get the ${variable} that configmap/${configMap} has for it`,
  why: () => 'The container takes the ConfigMap by envFrom. The webhook does not look there: it injects its own value under env, and env wins over envFrom without a word.',
  evidence: ({ configMap, variable, given, used }) => [
    { label: 'ConfigMap', value: given, of: configMap },
    { label: 'used', value: used, of: `env ${variable}, injected` },
  ],
  fix: ({ owner, configMap, variable }) => [
    note(`Where the value in use is the right one, take ${word(variable, 'label-value', 'variable')} out of the ConfigMap.`),
    kubectl('see it', 'get', 'configmap', word(configMap, 'dns-name', 'config-map'), '-n', word(owner.namespace, 'dns-name', 'namespace'), '-o', 'yaml'),
    note(`Where that of the ConfigMap is: name it on the service account, or under env of the template of ${reference(owner)}.`),
  ],
  example: {
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    container: 'app',
    configMap: 'orders',
    variable: 'AZURE_CLIENT_ID',
    given: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a',
    used: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab',
  },
});
