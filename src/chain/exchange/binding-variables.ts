import { workload } from '../../evidence/workload.ts';
import { sdkBindingEnvPartial } from '../../problems/exchange/sdk-binding-env-partial.ts';
import { defineCheck, ok, skip, warn } from '../check.ts';

const proxy = 'AZURE_KUBERNETES_TOKEN_PROXY';
const authorities = ['AZURE_KUBERNETES_CA_FILE', 'AZURE_KUBERNETES_CA_DATA'];

export const bindingVariables = defineCheck({
  id: 'exchange/binding-variables',
  title: 'the variables of an identity binding are all there, or none',
  each: 'container',
  reads: [workload],
  problems: [sdkBindingEnvPartial],
  run([{ owner }], { container }) {
    const variables = container.variables.map(({ name }) => name).filter((name) => name === proxy || name === 'AZURE_KUBERNETES_SNI_NAME' || authorities.includes(name));
    if (variables.length === 0) return skip('no variable of an identity binding');
    // an SDK whose option for bindings is off does not look at them
    if (authorities.every((name) => variables.includes(name))) return warn(sdkBindingEnvPartial, { owner, container: container.name, variables, wrong: 'two-authorities' });
    // envFrom may bring what cannot be seen from the pod
    if (!variables.includes(proxy)) return container.envFrom ? skip('the rest may come by envFrom') : warn(sdkBindingEnvPartial, { owner, container: container.name, variables, wrong: 'no-proxy' });
    return ok();
  },
});
