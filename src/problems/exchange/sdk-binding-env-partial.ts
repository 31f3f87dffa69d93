import type { Target } from '../../evidence/subject.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import { editTemplate } from '../template.ts';

export interface SdkBindingEnvPartial {
  readonly owner: Target;
  readonly container: string;
  /** Names of the variables that are there. */
  readonly variables: readonly string[];
  readonly wrong: 'no-proxy' | 'two-authorities';
}

export const sdkBindingEnvPartial = defineProblem<SdkBindingEnvPartial>({
  code: 'WI660',
  name: 'sdk-binding-env-partial',
  link: 'exchange',
  title: 'The variables of an identity binding do not fit together',
  brief: 'variables of the binding do not fit together',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ container, wrong }) =>
    wrong === 'no-proxy'
      ? `Container ${container} has variables of an identity binding, and not the address of its proxy`
      : `Container ${container} names the authority of the proxy twice, as a file and as text`,
  why: ({ wrong }) =>
    wrong === 'no-proxy'
      ? 'An SDK whose option for bindings is on refuses AZURE_KUBERNETES_SNI_NAME, AZURE_KUBERNETES_CA_FILE and AZURE_KUBERNETES_CA_DATA without AZURE_KUBERNETES_TOKEN_PROXY, and gives no token at all.'
      : 'An SDK whose option for bindings is on refuses AZURE_KUBERNETES_CA_FILE and AZURE_KUBERNETES_CA_DATA together, and gives no token at all.',
  evidence: ({ variables, container }) => [{ label: 'set', value: variables.join(', '), of: `container ${container}` }],
  fix: ({ owner }) => [editTemplate(owner, 'take the AZURE_KUBERNETES_ variables out'), note('Where the pod asks for a binding, the webhook sets all of them.')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, container: 'app', variables: ['AZURE_KUBERNETES_SNI_NAME', 'AZURE_KUBERNETES_CA_FILE'], wrong: 'no-proxy' },
});
