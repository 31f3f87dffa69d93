/** What is to be done that the identities of a cluster's accounts trust this cluster as they trusted another. */
import { allows } from '../evidence/azure-permissions.ts';
import { deleteCredential, listCredentials, mostCredentials } from '../problems/mend.ts';
import { planCredential } from './credential.ts';
import { isRefusal, placed, unchanged, type Plan, type PlannedChange, type Refusal } from './plan.ts';
import type { BoundTrust, RebindFacts } from './rebind-facts.ts';

/** What is done for one account that the former issuer's credential was for. */
export interface Rebinding {
  readonly trust: BoundTrust;
  /** The credential for this cluster. */
  readonly added: PlannedChange;
  /** The credential of the former issuer, where it is to go. */
  readonly removed?: PlannedChange;
}

export function planRebind(facts: RebindFacts): Plan {
  const { trusts, passedOver } = facts;
  const outcomes = trusts.filter(({ former }) => former !== undefined).map((trust) => rebindingOf(trust, facts));
  const rebindings = outcomes.flatMap((outcome) => ('trust' in outcome ? [outcome] : []));
  const refusals = [...outcomes.flatMap((outcome) => ('trust' in outcome ? [] : outcome.refusals)), ...withoutRoom(rebindings, facts), ...wrongIssuer(facts)];
  return {
    changes: [
      ...rebindings.map(({ added }) => added),
      ...rebindings.flatMap(({ removed }) => (removed === undefined ? [] : [removed])),
      ...trusts.filter(({ former }) => former === undefined).map((trust) => left(trust, facts)),
      ...passedOver.map(({ account, why }) => placed(account.namespace, unchanged('service account', `serviceaccount/${account.name}`, why))),
    ],
    refusals: [...new Map(refusals.map((refusal) => [refusal.what, refusal])).values()],
  };
}

/** The rebindings of a plan that has no refusals. */
export function rebindingsOf(facts: RebindFacts): readonly Rebinding[] {
  return facts.trusts.flatMap((trust) => {
    const outcome = trust.former === undefined ? undefined : rebindingOf(trust, facts);
    return outcome !== undefined && 'trust' in outcome ? [outcome] : [];
  });
}

function rebindingOf(trust: BoundTrust, facts: RebindFacts): Rebinding | { readonly refusals: readonly Refusal[] } {
  // whether there is room is judged for all accounts of an identity at once
  const planned = planCredential(trust, () => true);
  const removal = facts.request.replaces ? removalOf(trust, facts) : undefined;
  if (isRefusal(planned) || (removal !== undefined && isRefusal(removal))) return { refusals: [planned, removal].filter((one) => one !== undefined).filter(isRefusal) };
  const { former } = trust;
  const notes = planned.deed === undefined || former === undefined ? [] : [`${former.name} does the same for the former issuer. Pods of this cluster need no restart.`];
  return { trust, added: { ...planned, change: { ...planned.change, notes: [...planned.change.notes, ...notes] } }, ...(removal === undefined ? {} : { removed: removal }) };
}

function removalOf({ account, identity, former, permissions }: BoundTrust, { formerAnswers }: RebindFacts): PlannedChange | Refusal | undefined {
  if (former === undefined) return undefined;
  const { name, issuer, subject = '' } = former;
  const needed = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete';
  if (!allows(permissions.identity, needed)) return { what: `you may not delete credentials of ${identity.name}: needs ${needed}`, steps: [] };
  const alive = formerAnswers ? ['That issuer still answers: if its cluster lives, this takes the identity from its pods.'] : [];
  return {
    change: {
      part: 'federated credential',
      action: 'delete',
      object: `${name} on ${identity.name}`,
      fields: [{ name: 'issuer', was: issuer }, { name: 'subject', was: subject }],
      notes: [`Once Entra takes a token of serviceaccount/${account.name}.`, ...alive],
      steps: [deleteCredential('delete the credential', identity, name)],
    },
    deed: { kind: 'delete-credential', identity: identity.resourceId, name, tenantId: identity.tenantId },
  };
}

/** How many credentials of this identity can be there before one has to go. */
export function roomFor(rebindings: readonly Rebinding[]): number {
  const [first] = rebindings;
  const freed = rebindings.filter(({ added, removed }) => !isCreation(added) && removed !== undefined).length;
  return first === undefined ? 0 : mostCredentials - first.trust.credentials.length + freed;
}

export function isCreation({ change, deed }: PlannedChange): boolean {
  return deed !== undefined && change.action === 'create';
}

/** With `--replace` one free place is enough: each credential that is proved makes room for the next. */
function withoutRoom(rebindings: readonly Rebinding[], { request: { fromIssuer, replaces } }: RebindFacts): readonly Refusal[] {
  return [...Map.groupBy(rebindings, ({ trust }) => trust.identity.resourceId.toLowerCase()).values()].flatMap((group) => {
    const [first] = group;
    const needed = group.filter(({ added }) => isCreation(added)).length;
    const room = roomFor(group);
    if (first === undefined || room >= (replaces ? Math.min(needed, 1) : needed)) return [];
    const { identity, credentials } = first.trust;
    const former = credentials.filter(({ issuer }) => issuer === fromIssuer).map(({ name }) => name);
    const what = `${identity.name} has ${credentials.length} of ${mostCredentials} federated credentials, and ${needed} more ${needed === 1 ? 'is' : 'are'} needed`;
    const could = `what could go, if its cluster is no more: ${former.slice(0, 5).join(', ')}${former.length > 5 ? ` and ${former.length - 5} more` : ''}`;
    return [{ what: `${what}; ${could}${room > 0 ? '; --replace does that one after another' : ''}`, steps: [...listCredentials(identity), deleteCredential('delete one that nothing uses', identity, former[0])] }];
  });
}

/** An account whose identity does not trust the former issuer for it. */
function left({ account, identity, credentials, presented }: BoundTrust, { request: { fromIssuer } }: RebindFacts): PlannedChange {
  const own = credentials.find(({ issuer, subject }) => issuer === presented.issuer && subject === presented.subject);
  if (own !== undefined) return unchanged('federated credential', `${own.name} on ${identity.name}`);
  const others = credentials.filter(({ subject }) => subject === presented.subject).map(({ issuer }) => issuer);
  const differs = others.map((issuer) => differenceOf(issuer, fromIssuer ?? '')).find((one) => one !== undefined);
  const whom = others.length === 0 ? 'nobody' : others.join(', ');
  const note = `${identity.name} trusts ${whom} for it${differs === undefined ? '' : `, which differs from --from-issuer by ${differs}`}: it is not of this rebind, and does not work here.`;
  return placed(account.namespace, unchanged('service account', `serviceaccount/${account.name}`, note));
}

/** Issuers other than this cluster's that the identities trust for these accounts, and how often. */
export function otherIssuers({ trusts, issuer }: RebindFacts): ReadonlyMap<string, number> {
  const all = trusts.flatMap(({ credentials, presented }) => credentials.filter((one) => one.subject === presented.subject && one.issuer !== issuer).map((one) => one.issuer));
  return new Map([...Map.groupBy(all, (one) => one)].map(([one, times]) => [one, times.length]));
}

/** An issuer that nobody is bound to is a mistake where somebody is not bound to this cluster either. */
function wrongIssuer(facts: RebindFacts): readonly Refusal[] {
  const { request: { fromIssuer }, issuer, trusts } = facts;
  if (fromIssuer === null || trusts.length === 0 || trusts.some(({ former }) => former !== undefined)) return [];
  if (fromIssuer === issuer) return [{ what: `${issuer} is the issuer of this very cluster`, steps: [], exitCode: 2 }];
  const seen = otherIssuers(facts);
  const [near] = [...seen.keys(), issuer].flatMap((one) => {
    const differs = differenceOf(one, fromIssuer);
    return differs === undefined ? [] : [{ one, differs }];
  });
  if (near !== undefined) return [{ what: `no credential of these accounts names ${fromIssuer}: ${near.one === issuer ? "this cluster's issuer" : 'one that they name'}, ${near.one}, differs from it by ${near.differs}`, steps: [], exitCode: 2 }];
  if (!lacking(facts) || seen.size === 0) return [];
  return [{ what: `no credential of these accounts names ${fromIssuer}: they name ${listed(seen)}`, steps: [], exitCode: 2 }];
}

function lacking({ trusts }: RebindFacts): boolean {
  return trusts.some(({ credentials, presented }) => !credentials.some(({ issuer, subject }) => issuer === presented.issuer && subject === presented.subject));
}

/** `https://… (12), https://… (1)`. */
export function listed(issuers: ReadonlyMap<string, number>): string {
  return [...issuers].sort(([, a], [, b]) => b - a).map(([issuer, times]) => `${issuer} (${times})`).join(', ');
}

/** What the eye does not see between two issuers; undefined for equal ones and for others. */
function differenceOf(one: string, other: string): string | undefined {
  if (one === other) return undefined;
  const bare = (issuer: string): string => issuer.trim().replace(/\/$/, '');
  if (bare(one) === bare(other)) return one.trim() === one ? 'the slash at its end' : 'white space';
  return bare(one).toLowerCase() === bare(other).toLowerCase() ? 'letter case' : undefined;
}
