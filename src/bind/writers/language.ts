import type { Step } from '../../problems/step.ts';
import { foreign, visible } from '../../terminal/foreign.ts';
import { quoteCommand } from '../../terminal/quote.ts';
import { wrapText } from '../../terminal/wrap.ts';
import { assignmentName } from '../assignment-name.ts';
import { isOfKube, type Assignment, type AzureDeed, type KubeDeed } from '../deed.ts';
import type { Facts } from '../facts.ts';
import { pendingPrincipalId } from '../pending.ts';
import type { Change, Part, Plan } from '../plan.ts';

/** What a plan is written with, beside the plan. */
export interface Page {
  /** `deployment/orders`. */
  readonly targets: readonly string[];
  readonly namespace: string;
  /** At least one. */
  readonly facts: readonly Facts[];
  /** A command under the name that the user calls us by, and with the flags that lead to their cluster. */
  argv(step: Step): readonly string[];
  /** Looks at all targets, and waits until they are well. */
  readonly doctor: Step;
}

export interface Language {
  /** What begins a comment. */
  readonly sign: '#' | '//';
  /** What makes a document of a plan that cannot be carried out fail where it is run; a comment alone would be taken for a success. */
  readonly refuse?: string;
  /** Writes what is missing, and nothing else; pure. */
  write(plan: Plan, page: Page): string;
}

export interface Made<D> {
  readonly change: Change;
  readonly deed: D;
}

/** What is to be made on either side, in the order of the plan. */
export function halvesOf({ changes }: Plan): { readonly azure: readonly Made<AzureDeed>[]; readonly cluster: readonly Made<KubeDeed>[] } {
  const azure: Made<AzureDeed>[] = [];
  const cluster: Made<KubeDeed>[] = [];
  for (const { change, deed } of changes) {
    if (deed === undefined) continue;
    if (isOfKube(deed)) cluster.push({ change, deed });
    else azure.push({ change, deed });
  }
  return { azure, cluster };
}

/** Text as comment lines: what others wrote cannot end the comment. */
export function comment(sign: Language['sign'], text: string): string {
  return wrapText(foreign(text), 100, `${sign} `, `${sign} `).join('\n');
}

/** The comment that begins a document: for whom it is, and what it leaves out. */
export function heading(sign: Language['sign'], { targets, namespace, facts }: Page, ...more: readonly string[]): string {
  const identities = [...new Set(facts.map(({ identity }) => identity.name))];
  return [`What ${targets.join(', ')} in namespace ${namespace} lacked to use ${identities.join(', ')}.`, ...more].map((line) => comment(sign, line)).join('\n');
}

/** What is said of the half that a language does not write. */
export function otherHalf(half: 'azure' | 'cluster', made: number): readonly string[] {
  if (made === 0) return [half === 'azure' ? 'Azure lacks nothing.' : 'The cluster lacks nothing.'];
  return [half === 'azure' ? 'What Azure lacks is not here: -o bicep, -o terraform, -o aso and -o az write it.' : 'What the cluster lacks is not here: -o kustomize and -o az write it.'];
}

/** A command for sh, on one line. */
export function command({ argv }: Page, step: Step): string {
  return quoteCommand(argv(step), 'posix');
}

/** What is said where a whole plan has nothing to make. */
export const nothingMissing = 'Nothing is missing.';

const why: { readonly [part in Part]: string } = {
  identity: 'Entra knows the workload by it',
  'federated credential': 'by it Entra trusts the tokens of the service account',
  'role assignment': 'by it the vault lets the identity in',
  'access policy': 'by it the vault lets the identity in',
  'service account': 'the pods are known to Entra by it',
  'secret provider class': 'by it the driver of secrets stores signs in, and knows what to mount',
  'pod template': 'new pods are made from it',
  pods: 'those that run were made before',
};

/** Identities that the plan creates, by resource id in lower case. */
export function createdBy({ changes }: Plan): ReadonlySet<string> {
  return new Set(changes.flatMap(({ deed }) => (deed?.kind === 'create-identity' ? [deed.identity.toLowerCase()] : [])));
}

/** The managed identity of a principal; undefined for an application. */
export function identityOf(page: Page, principalId: string): string | undefined {
  return page.facts.find(({ identity }) => identity.principalId === principalId)?.identity.resourceId;
}

/** A name that can be computed again; undefined where that takes a principal id that is known only once its identity is there. */
export function knownAssignmentName(assignment: Assignment): string | undefined {
  return assignment.principalId === pendingPrincipalId ? undefined : assignmentName(assignment);
}

/** What a change is, as a comment: part and object, what it is for, what is replaced, and its notes. */
export function saying({ part, action, object, fields, notes }: Change): readonly string[] {
  const replaced = fields.flatMap(({ name, was }) => (was === undefined ? [] : [`${name} was "${visible(was)}"`]));
  return [`The ${part} ${object}: ${action === 'delete' ? 'it is not needed any more' : why[part]}.`, ...(replaced.length === 0 ? [] : [`Until now ${replaced.join(', ')}.`]), ...notes];
}

export interface ResourceParts {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
  /** The one secret of a vault that is meant. */
  readonly secret?: string;
}

/** The parts of the id of a resource, or of a secret of a vault; empty where it is neither. */
export function resourceParts(id: string): ResourceParts {
  const [, subscriptionId = '', resourceGroup = '', name = '', secret] = /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/[^/]+\/[^/]+\/([^/]+)(?:\/secrets\/([^/]+))?$/i.exec(id) ?? [];
  return { subscriptionId, resourceGroup, name, ...(secret === undefined ? {} : { secret }) };
}

/** A function that makes names out of names of Azure: each its own, though two may look alike without their punctuation. */
export function naming(plain: (name: string) => string): (of: string, name: string) => string {
  const given = new Map<string, string>();
  return (of, name) => {
    const key = `${of} ${name.toLowerCase()}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    const base = plain(name);
    const taken = new Set(given.values());
    let free = base;
    for (let next = 2; taken.has(free); next += 1) free = `${base}_${next}`;
    given.set(key, free);
    return free;
  };
}

/** What to do by hand where a language does not say it. */
export function byHand(sign: Language['sign'], page: Page, { steps }: Change, because: string): readonly string[] {
  return [comment(sign, `${because} By hand:`), ...steps.map((step) => `${sign} ${command(page, step)}`)];
}
