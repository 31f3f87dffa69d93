import { entrances } from '../../evidence/entrances.ts';
import { podGroups } from '../../evidence/pods.ts';
import { targetServiceAccount, type ServiceAccount } from '../../evidence/service-account.ts';
import type { PodShape } from '../../evidence/subject.ts';
import { clientIdAnnotation, clientIdVariable, speaksOfWorkloadIdentity } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { saClientIdMissing } from '../../problems/service-account/sa-client-id-missing.ts';
import { saClientIdNotGuid } from '../../problems/service-account/sa-client-id-not-guid.ts';
import { matchesGrammar } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip } from '../check.ts';

export const clientId = defineCheck({
  id: 'service-account/client-id',
  title: 'the service account, or the pod itself, names a well-formed client id',
  each: 'target',
  reads: [targetServiceAccount, workload, answer(podGroups), entrances],
  problems: [saClientIdMissing, saClientIdNotGuid],
  run([account, { owner, template, labels, annotations }, groups, { webhook }], { wishes }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const reference = { namespace: account.namespace, name: account.name };
    const shapes = template === undefined && groups.state === 'known' ? groups.value.map(({ shape }) => shape) : template === undefined ? [] : [template];
    const own = account.clientId === undefined || template !== undefined ? variablesOf(shapes) : [];
    const odd = own.find(({ value }) => value !== undefined && value !== '' && !matchesGrammar(value, 'guid'));
    if (odd?.value !== undefined) {
      const origin = `env ${clientIdVariable} of container ${odd.container}`;
      return fail(saClientIdNotGuid, { account: reference, owner, origin, value: odd.value });
    }
    if (account.clientId !== undefined) {
      const origin = `annotation of serviceaccount/${account.name}`;
      if (!matchesGrammar(account.clientId, 'guid')) return fail(saClientIdNotGuid, { account: reference, owner, origin, value: account.clientId });
      return ok(`client id ${shortened(account.clientId)}, well formed`);
    }
    if (own.some(({ value }) => value !== '')) return ok('the pod sets AZURE_CLIENT_ID itself');
    if (wishes.clientId !== undefined) return ok('the application passes its client id (--client-id)');
    return fail(saClientIdMissing, { account: reference, owner, ...nearMissOf(account, { ...labels, ...annotations }, `${owner.kind}/${owner.name}`) });
  },
});

function variablesOf(shapes: readonly PodShape[]): readonly { readonly container: string; readonly value?: string }[] {
  return shapes.flatMap(({ containers }) =>
    containers.flatMap(({ name: container, variables }) =>
      variables.flatMap(({ name, value }) => (name === clientIdVariable ? [{ container, ...(value === undefined ? {} : { value }) }] : [])),
    ),
  );
}

/** A key that was meant to be the annotation: misspelt, a label, or on the workload. */
function nearMissOf(account: ServiceAccount, ofOwner: { readonly [name: string]: string }, owner: string): { readonly nearMiss?: string } {
  const aboutClient = (key: string): boolean => speaksOfWorkloadIdentity(key) && /client/i.test(key);
  const annotation = Object.keys(account.annotations).find((key) => aboutClient(key) && key !== clientIdAnnotation);
  if (annotation !== undefined) return { nearMiss: `annotation ${annotation} on serviceaccount/${account.name}` };
  const label = Object.keys(account.labels).find(aboutClient);
  if (label !== undefined) return { nearMiss: `label ${label} on serviceaccount/${account.name}` };
  const elsewhere = Object.keys(ofOwner).find(aboutClient);
  return elsewhere === undefined ? {} : { nearMiss: `${elsewhere} on ${owner}` };
}

/** `5f0c…91ab`: enough to tell two apart. */
function shortened(guid: string): string {
  return matchesGrammar(guid, 'guid') ? `${guid.slice(0, 4)}…${guid.slice(-4)}` : guid;
}
