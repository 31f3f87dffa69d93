import type { Owner, Target } from '../evidence/subject.ts';
import { reference, usualAudience, type IdentityRef } from './mend.ts';
import type { AnyProblem, FoundProblem } from './problem.ts';
import { wi, word, type Step } from './step.ts';

/** What one problem knows of how `bind` mends it. */
export interface BindMend {
  /** Null where it is not the one in use that is meant, and nobody here knows which. */
  readonly clientId?: string | null | undefined;
  readonly identityId?: string | undefined;
  /** Where it is not the one that is read now. */
  readonly vault?: string | undefined;
  /** It changes what somebody has set. */
  readonly takesOver?: true | undefined;
  /** It changes what running pods were made with; `alone` where nothing else has to change. */
  readonly restarts?: true | 'alone';
  /** Which objects the class is to list, only a person knows. */
  readonly lists?: true;
}

/** What `bind` would be told, as far as it is known. */
export interface Binding {
  /** What makes the pods, or the service account that was asked about. */
  readonly owner: Owner;
  /** The pods were made from an earlier template: what holds up its rollout, bind does not look for. */
  readonly formerPods?: true;
  readonly clientId?: string;
  readonly kind?: IdentityRef['kind'];
  readonly audience?: string;
  readonly vault?: string;
  /** SecretProviderClass of the driver that signs in; absent for the webhook's door. */
  readonly csi?: string;
  /** What reads all that is read of the vault; absent where that is the standard role. */
  readonly role?: string;
}

/** A binding for pages and tests, of the workload that the examples speak of. */
const exampleBinding: Binding = { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', vault: 'kv-shop' };

/** The same for a problem of this link: of the driver's where it is one of those. */
export function exampleBindingOf({ link }: Pick<AnyProblem, 'link'>): Binding {
  return link === 'csi' ? { ...exampleBinding, csi: 'orders' } : exampleBinding;
}

/** What has a template that bind changes, and what it binds alone. */
const withTemplate: readonly Target['kind'][] = ['deployment', 'statefulset', 'daemonset', 'cronjob'];

/** Whether bind can be told to bind it. */
export function bindable({ kind }: Owner): boolean {
  return withTemplate.includes(kind) || kind === 'serviceaccount';
}

/** Whose pods bind makes anew by itself. */
function rollsOut({ kind, standsStill }: Owner): boolean {
  return ['deployment', 'statefulset', 'daemonset'].includes(kind) && standsStill === undefined;
}

/** The other way to the same end, which also waits until Entra takes the token, and ends with the doctor; nothing where bind would refuse. */
export function bindOffer({ problem, data }: FoundProblem, { owner, formerPods, clientId, kind, audience, vault, csi, role }: Binding): readonly Step[] {
  const { link } = problem;
  const mend = problem.bind?.(data as never);
  // a full identity takes no other credential
  if (mend === undefined || isFull(data) || kind === 'system-assigned') return [];
  // an account alone has no template that could be put right
  if (!withTemplate.includes(owner.kind) && (owner.kind !== 'serviceaccount' || link === 'pod' || csi !== undefined)) return [];
  if (mend.restarts === 'alone' && (formerPods === true || !rollsOut(owner))) return [];
  const who = mend.clientId === undefined && mend.identityId !== undefined ? ['--identity-id', word(mend.identityId, 'resource-id', 'resource-id')] : ['--client-id', word(mend.clientId === null ? undefined : (mend.clientId ?? clientId), 'guid', 'client-id')];
  const flags = [
    ...who,
    ...(audience === undefined || audience === usualAudience ? [] : ['--audience', word(audience, 'audience', 'audience')]),
    ...(link === 'key-vault' || csi !== undefined ? ['--vault', word(mend.vault ?? vault, 'vault-name', 'vault'), ...(role === undefined ? [] : ['--role', role])] : []),
    ...(csi === undefined ? [] : ['--csi', word(csi, 'dns-name', 'class')]),
    ...(mend.lists === true ? ['--objects', `secret/${word(undefined, 'secret-name', 'secret-name')}`] : []),
    ...(mend.takesOver === true ? ['--take-over'] : []),
    ...(mend.restarts !== undefined && owner.kind !== 'serviceaccount' ? ['--restart'] : []),
  ];
  return [wi('or have it made, and proved', 'bind', reference(owner), '-n', word(owner.namespace, 'dns-name', 'namespace'), ...flags)];
}

function isFull(data: unknown): boolean {
  return (data as { readonly identity?: IdentityRef } | undefined)?.identity?.full === true;
}
