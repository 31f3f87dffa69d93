import type { Owner } from '../../evidence/subject.ts';
import { annotateClientId, recreatePods, reference, type AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word, type Step } from '../step.ts';

export interface PodEmptyClientIdEnv {
  readonly owner: Owner;
  readonly account: AccountRef;
  readonly container: string;
  readonly setBy: 'template' | 'webhook';
  /** The account names a client id, which the empty variable keeps from the pod. */
  readonly annotated: boolean;
}

function takeOut({ owner, container }: PodEmptyClientIdEnv): Step {
  const title = 'take the empty variable out of the template; new pods follow';
  if (!['deployment', 'statefulset', 'daemonset', 'cronjob'].includes(owner.kind)) return note('Take the empty AZURE_CLIENT_ID out of the manifest, and make the pods anew.');
  return kubectl(title, 'set', 'env', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), '-c', word(container, 'dns-name', 'container'), 'AZURE_CLIENT_ID-');
}

export const podEmptyClientIdEnv = defineProblem<PodEmptyClientIdEnv>({
  code: 'WI316',
  name: 'pod-empty-client-id-env',
  link: 'pod',
  title: 'AZURE_CLIENT_ID is there, and empty',
  brief: 'AZURE_CLIENT_ID is there, and empty',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'sa-client-id-missing' }],
  what: ({ container }) => `Container ${container} has AZURE_CLIENT_ID with nothing in it`,
  why: ({ setBy }) =>
    `${setBy === 'webhook' ? 'A webhook before 1.5.1 injects the variable even where the service account names no client id.' : 'The template sets it, and the webhook leaves alone what is already there.'} To an SDK a variable that exists is set: it asks for a token for nobody, and Entra answers AADSTS900144.`,
  fix: (data) => [
    ...(data.setBy === 'template' ? [takeOut(data)] : []),
    ...(data.annotated ? [] : [annotateClientId(data.account, undefined)]),
    ...(data.setBy === 'webhook' ? [...recreatePods(data.owner, []), note('Webhook 1.5.1 and newer leave an empty variable out.')] : []),
  ],
  bind: ({ setBy }) => (setBy === 'webhook' ? { restarts: true } : undefined),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, account: { namespace: 'shop', name: 'orders' }, container: 'app', setBy: 'webhook', annotated: false },
});
