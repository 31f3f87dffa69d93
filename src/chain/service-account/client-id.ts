import type { Answer } from '../../evidence/answer.ts';
import { entrances } from '../../evidence/entrances.ts';
import { asksForProxy, isLabelled, wiredContainers } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { annotatedAccounts, targetServiceAccount, type ServiceAccount } from '../../evidence/service-account.ts';
import type { PodShape, Target } from '../../evidence/subject.ts';
import { clientIdAnnotation, clientIdVariable, speaksOfWorkloadIdentity } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { podEmptyClientIdEnv, type PodEmptyClientIdEnv } from '../../problems/pod/pod-empty-client-id-env.ts';
import { podWrongSa } from '../../problems/pod/pod-wrong-sa.ts';
import { proxyNoClientId } from '../../problems/service-account/proxy-no-client-id.ts';
import { saAnnotationAsLabel } from '../../problems/service-account/sa-annotation-as-label.ts';
import { saAnnotationWrongObject } from '../../problems/service-account/sa-annotation-wrong-object.ts';
import { saAnnotationTypo } from '../../problems/service-account/sa-annotation-typo.ts';
import { saClientIdMissing } from '../../problems/service-account/sa-client-id-missing.ts';
import { saClientIdNotGuid } from '../../problems/service-account/sa-client-id-not-guid.ts';
import { saClientIdWhitespace } from '../../problems/service-account/sa-client-id-whitespace.ts';
import { found, type FoundProblem } from '../../problems/problem.ts';
import { matchesGrammar, note } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, when, type Outcome } from '../check.ts';

/** Other accounts are worth a look only where this one names nobody. */
function namesNobody(account: Answer<ServiceAccount>): boolean {
  return account.state === 'known' && account.value.clientId === undefined;
}

export const clientId = defineCheck({
  id: 'service-account/client-id',
  title: 'the service account, or the pod itself, names a well-formed client id',
  each: 'target',
  reads: [targetServiceAccount, workload, answer(podGroups), when(annotatedAccounts, namesNobody, targetServiceAccount), entrances],
  problems: [saClientIdMissing, proxyNoClientId, podEmptyClientIdEnv, saClientIdNotGuid, saClientIdWhitespace, saAnnotationTypo, saAnnotationAsLabel, saAnnotationWrongObject, podWrongSa],
  run([account, { owner, template, labels, annotations }, groups, others, { webhook }], { wishes }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const reference = { namespace: account.namespace, name: account.name };
    const ofPods = groups.state === 'known' ? groups.value.map(({ shape }) => shape) : [];
    const own = template !== undefined ? variablesOf([template]) : account.clientId === undefined ? variablesOf(ofPods) : [];
    if (ofPods.some(({ mirrored }) => mirrored === true)) return skip('a static pod has no service account');
    const emptied = emptyVariable(template, ofPods, account.clientId);
    if (emptied !== undefined && wishes.clientId === undefined) return fail(podEmptyClientIdEnv, { owner, account: reference, annotated: account.clientId !== undefined, ...emptied });
    for (const { value, container } of own) {
      const odd = value === undefined || value === '' ? undefined : malformed(value, `env ${clientIdVariable} of container ${container}`, reference, owner, template === undefined ? undefined : container);
      if (odd !== undefined) return odd;
    }
    if (account.clientId !== undefined) {
      const odd = malformed(account.clientId, `annotation of serviceaccount/${account.name}`, reference, owner);
      return odd ?? ok(`client id ${shortened(account.clientId)}, well formed`);
    }
    if (own.some(({ value }) => value !== '')) return ok('the pod sets AZURE_CLIENT_ID itself');
    if (wishes.clientId !== undefined) return ok('the application passes its client id (--client-id)');
    const [anyFrom] = (template === undefined ? ofPods : [template]).flatMap(({ containers }) => containers.filter(({ envFrom }) => envFrom));
    if (anyFrom !== undefined && misspelt(account) === undefined && asLabel(account) === undefined) {
      return unseen({
        state: 'unknown',
        gap: { reason: 'not-asked', needs: `the client id, which container ${anyFrom.name} may take from its envFrom: name it with --client-id` },
      });
    }
    const typo = misspelt(account);
    if (typo !== undefined) return fail(saAnnotationTypo, { account: reference, owner, ...typo });
    const label = asLabel(account);
    if (label !== undefined) return fail(saAnnotationAsLabel, { account: reference, owner, ...label });
    const other = onOther([
      [annotations, `annotation of ${owner.kind}/${owner.name}`],
      ...(template === undefined ? ofPods : [template]).map(({ annotations: own }) => [own, template === undefined ? 'annotation of the pod' : `annotation of the template of ${owner.kind}/${owner.name}`] as const),
    ]);
    // the default account is of every pod of the namespace: it is not to be annotated by a guess
    if (other !== undefined && account.name !== 'default') return fail(saAnnotationWrongObject, { account: reference, owner, ...other });
    const proxied = (template === undefined ? ofPods : [template]).some((shape) => isLabelled(shape) && asksForProxy(shape));
    const missing = proxied
      ? found(proxyNoClientId, { account: reference, owner })
      : found(saClientIdMissing, { account: reference, owner, ...elsewhere({ ...labels, ...annotations }, `${owner.kind}/${owner.name}`) });
    const annotated = others.state === 'known' ? others.value.map(({ name }) => name) : [];
    const wrong = (meant: readonly string[]): FoundProblem => found(podWrongSa, { owner, used: account.name, annotated: meant });
    if (annotated.includes(owner.name)) return { outcome: 'fail', found: wrong([owner.name]) };
    if (account.name === 'default' && (annotated.length > 0 || others.state === 'unknown')) {
      // an account of another name may be that of another workload, whose identity is not to be lent out by a guess; nor is default to be annotated by one
      return undecided([wrong(annotated), missing], [note('Look into the manifest, or ask who wrote it, which service account the workload is meant to use.')], 'no client id on account default');
    }
    return { outcome: 'fail', found: missing };
  },
});

function wiredOf(shape: PodShape): PodShape {
  return { ...shape, containers: wiredContainers(shape) };
}

/** A variable that is there and empty: set so by the template, or injected by a webhook of old for an account without a client id. */
function emptyVariable(template: PodShape | undefined, ofPods: readonly PodShape[], annotated: string | undefined): Pick<PodEmptyClientIdEnv, 'container' | 'setBy'> | undefined {
  const set = variablesOf(template === undefined ? [] : [wiredOf(template)]);
  const byTemplate = set.find(({ value }) => value === '');
  if (byTemplate !== undefined) return { container: byTemplate.container, setBy: 'template' };
  const injected = annotated !== undefined || template === undefined ? undefined : variablesOf(ofPods.map(wiredOf)).find(({ value, container }) => value === '' && !set.some((own) => own.container === container));
  return injected === undefined ? undefined : { container: injected.container, setBy: 'webhook' };
}

function variablesOf(shapes: readonly PodShape[]): readonly { readonly container: string; readonly value?: string }[] {
  return shapes.flatMap(({ containers }) =>
    containers.flatMap(({ name: container, variables }) =>
      variables.flatMap(({ name, value }) => (name === clientIdVariable ? [{ container, ...(value === undefined ? {} : { value }) }] : [])),
    ),
  );
}

function malformed(value: string, origin: string, account: { readonly namespace: string; readonly name: string }, owner: Target, container?: string): Outcome | undefined {
  const where = container === undefined ? {} : { container };
  if (matchesGrammar(value, 'guid')) return undefined;
  const bare = value.replace(/[^0-9a-fA-F-]/g, '');
  // only what cannot be seen, or quotes, may be dropped: another text is no client id with something around it
  const around = matchesGrammar(bare, 'guid') && /^[\s"'`\u00a0\u200b-\u200f\u2060\ufeff]*$/.test(value.replace(bare, ''));
  return around ? fail(saClientIdWhitespace, { account, owner, ...where, origin, value }) : fail(saClientIdNotGuid, { account, owner, ...where, origin, value });
}

/** A key on the account that was meant to be the annotation. */
function misspelt({ annotations }: ServiceAccount): { readonly key: string; readonly value: string } | undefined {
  const aboutClient = ([key]: [string, string]): boolean => speaksOfWorkloadIdentity(key) && /client/i.test(key) && key !== clientIdAnnotation;
  const annotation = Object.entries(annotations).find(aboutClient);
  return annotation === undefined ? undefined : { key: `annotation ${annotation[0]}`, value: annotation[1] };
}

/** A label on the account that was meant to be the annotation. */
function asLabel({ labels }: ServiceAccount): { readonly key: string; readonly value: string } | undefined {
  const label = Object.entries(labels).find(([key]) => speaksOfWorkloadIdentity(key) && /client/i.test(key));
  return label === undefined ? undefined : { key: label[0], value: label[1] };
}

/** The annotation to the letter, with a client id, on another object. */
function onOther(places: readonly (readonly [annotations: { readonly [name: string]: string }, place: string])[]): { readonly place: string; readonly key: string; readonly value: string } | undefined {
  const found = places.find(([annotations]) => matchesGrammar(annotations[clientIdAnnotation] ?? '', 'guid'));
  return found === undefined ? undefined : { place: found[1], key: clientIdAnnotation, value: found[0][clientIdAnnotation] ?? '' };
}

function elsewhere(ofOwner: { readonly [name: string]: string }, owner: string): { readonly nearMiss?: string } {
  const key = Object.keys(ofOwner).find((one) => speaksOfWorkloadIdentity(one) && /client/i.test(one));
  return key === undefined ? {} : { nearMiss: `${key} on ${owner}` };
}

/** `5f0c…91ab`: enough to tell two apart. */
function shortened(guid: string): string {
  return `${guid.slice(0, 4)}…${guid.slice(-4)}`;
}
