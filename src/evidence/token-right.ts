import { known, unknown } from './answer.ts';
import { defineQuestion } from './question.ts';

/** Whether the caller may ask for a token of a service account, which need not be there yet. */
export const tokenRight = defineQuestion({
  name: 'right to a token',
  rights: [],
  key: (key: { readonly namespace: string; readonly name: string }) => key,
  async ask({ namespace, name }, world) {
    const allowed = await world.kube.mayI({ verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token', namespace, name });
    if (allowed) return known(true);
    return unknown({ reason: 'forbidden', needs: `create serviceaccounts/token resourceNames=[${name}] in namespace ${namespace}`, problem: 'doctor-no-tokenrequest' });
  },
});
