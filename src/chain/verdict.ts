import type { Gap } from '../evidence/answer.ts';
import type { FoundProblem } from '../problems/problem.ts';
import { linkOf, type Basis } from './check.ts';
import { links, type LinkName } from './link.ts';
import type { JudgedOutcome, Judgement } from './run.ts';

/** A judgement with its place in the diagnosis. */
export interface Ruling {
  readonly judgement: Judgement;
  readonly link: LinkName;
  readonly outcome: JudgedOutcome;
  readonly basis?: Basis;
  /** Id of the later check whose real operation proved this one. */
  readonly provedBy?: string;
  /** A later link really works although this one reads otherwise. */
  readonly contradicted: boolean;
  readonly role?: 'root' | 'consequence';
  /** Id of the check whose failure decided what was undecided here. */
  readonly settledBy?: string;
  /** Problem names of what a consequence follows from. */
  readonly of: readonly string[];
  /** For `unknown`: id of the failed check that judges what is missing. */
  readonly waitsFor?: string;
  /** False for what can no longer change the verdict. */
  readonly counts: boolean;
}

export interface Verdict {
  readonly verdict: 'ok' | 'problems' | 'undecided';
  readonly rootCauses: readonly string[];
  readonly rulings: readonly Ruling[];
}

/**
 * Which judgement is the cause: the one place that decides, from outcomes alone (`design.md` §4).
 *
 * 1. A real success proves the links before it. 2. A cause is what a consequence read, or what explains it;
 * chain order only sorts. 3. An exchange with values of after mending proves nothing about the running pod.
 */
export function reachVerdict(judgements: readonly Judgement[]): Verdict {
  const ordered = withPodsView([...judgements].sort(byChain).map(plainRuling));
  const proved = withProofs(ordered).map((ruling) => withLeaving(ruling, leavingGroups(ordered)));
  const settled = withSettledCandidates(proved);
  const caused = withCauses(settled);
  const rulings = caused.map((ruling, index) => withWaiting(ruling, caused.slice(0, index)));
  const rootCauses = rulings.flatMap(({ role, outcome }) => (role === 'root' && outcome.outcome === 'fail' ? [outcome.found.problem.name] : []));
  const failed = rulings.some(({ outcome }) => outcome.outcome === 'fail');
  const open = rulings.some(({ outcome, counts }) => counts && (outcome.outcome === 'undecided' || outcome.outcome === 'unknown'));
  return { verdict: failed ? 'problems' : open ? 'undecided' : 'ok', rootCauses: [...new Set(rootCauses)], rulings };
}

function byChain(a: Judgement, b: Judgement): number {
  return links.indexOf(linkOf(a.check)) - links.indexOf(linkOf(b.check));
}

function plainRuling(judgement: Judgement): Ruling {
  const { outcome } = judgement;
  const basis = 'basis' in outcome && outcome.basis !== undefined ? outcome.basis : outcome.outcome === 'ok' || outcome.outcome === 'fail' || outcome.outcome === 'warn' ? 'read' : undefined;
  return { judgement, link: linkOf(judgement.check), outcome, ...(basis === undefined ? {} : { basis }), contradicted: false, of: [], counts: outcome.outcome !== 'unknown' || judgement.check.onlyWith === undefined };
}

/** What this machine tries and the pod itself was made to try: of the two, the pod is the one that counts. */
const triedInPod: ReadonlyMap<string, string> = new Map([
  ['exchange/succeeds', 'exchange/from-pod'],
  ['key-vault/readable', 'key-vault/from-pod'],
]);

/** What was open from here is as the pod says; what failed here alone is no failure. */
function withPodsView(rulings: readonly Ruling[]): readonly Ruling[] {
  return rulings.map((ruling): Ruling => {
    const { outcome, judgement } = ruling;
    const counterpart = triedInPod.get(judgement.check.id);
    const inPod = counterpart === undefined ? undefined : rulings.find((other) => other.judgement.check.id === counterpart && isOfSame(other, ruling));
    if (inPod === undefined || outcome.outcome === 'ok' || outcome.outcome === 'skip') return ruling;
    if (inPod.outcome.outcome === 'ok') {
      if (outcome.outcome === 'fail') return { ...ruling, outcome: { ...outcome, outcome: 'warn' } };
      return { ...ruling, outcome: { outcome: 'ok', note: 'not from this machine, but from the pod' }, basis: 'proved' };
    }
    const isOpen = outcome.outcome === 'undecided' || outcome.outcome === 'unknown';
    return isOpen && inPod.outcome.outcome !== 'unknown' && inPod.outcome.outcome !== 'skip' ? { ...ruling, outcome: { outcome: 'skip', because: 'the pod itself was asked' } } : ruling;
  });
}

function isOfSame({ judgement: { subject: a } }: Ruling, { judgement: { subject: b } }: Ruling): boolean {
  return a.login?.id === b.login?.id && JSON.stringify(a.vaultObject) === JSON.stringify(b.vaultObject);
}

function loginOf({ judgement }: Ruling): string | undefined {
  return judgement.subject.login?.id;
}

const provedByExchange: readonly LinkName[] = ['issuer', 'token', 'identity', 'federated-credential'];

/** Proof runs backwards. */
function withProofs(rulings: readonly Ruling[]): readonly Ruling[] {
  // of its link only the exchange itself proves anything; not what a log says of it, nor what a pod saw
  const exchanges = rulings.filter(({ judgement }) => judgement.check.id === 'exchange/succeeds');
  const used = exchanges.filter(({ judgement }) => judgement.subject.login?.basis === 'as-is');
  // the driver reads nothing of the account but its name: where pods have both doors, that of the webhook tells
  const byWebhook = used.filter(({ judgement }) => judgement.subject.login?.entrance !== 'csi');
  const inUse = byWebhook.length > 0 ? byWebhook : used;
  // a tenant that had to be looked up elsewhere is none that the pod could log in to
  const accountWorks = inUse.length > 0 && inUse.every(({ outcome, judgement }) => outcome.outcome === 'ok' && judgement.subject.login?.tenantId !== undefined);
  const injectionSeen = everyCurrentPodInjected(rulings);
  return rulings.map((ruling): Ruling => {
    const login = loginOf(ruling);
    const exchange = login === undefined ? undefined : exchanges.find((other) => loginOf(other) === login);
    const proof =
      provedByExchange.includes(ruling.link) && exchange?.outcome.outcome === 'ok'
        ? exchange
        : ruling.link === 'service-account' && accountWorks
          ? inUse[0]
          : undefined;
    // who may sign in shows nothing of whose identity it is
    if (proof !== undefined && ruling.judgement.check.id === 'identity/of-workload' && ruling.outcome.outcome === 'unknown') return { ...ruling, counts: false };
    if (proof !== undefined) return provenRuling(ruling, proof);
    if (ruling.link === 'webhook' && ruling.outcome.outcome === 'unknown' && injectionSeen) return { ...ruling, counts: false };
    // what a new pod would be given matters today where that of the pods does not work
    if (ruling.judgement.check.id === 'pod/tenant-fresh' && ruling.outcome.outcome === 'unknown' && accountWorks) return { ...ruling, counts: false };
    if (installationOfDriver.has(ruling.judgement.check.id) && ruling.outcome.outcome === 'unknown' && isMounted(ruling, rulings)) return { ...ruling, counts: false };
    return ruling;
  });
}

/** Checks of what every mount goes through before the class is looked at: a pod that has mounted shows that it was there. */
const installationOfDriver: ReadonlySet<string> = new Set(['csi/driver-installed', 'csi/provider-installed', 'csi/provider-recent', 'csi/installed-once', 'csi/token-handed-over', 'csi/pod-named']);

/** Whether every pod was seen to have mounted what the ruling is about. */
function isMounted({ judgement: { subject } }: Ruling, rulings: readonly Ruling[]): boolean {
  return rulings.some(({ judgement, outcome }) => judgement.check.id === 'csi/mounted' && judgement.subject.mount?.id === subject.mount?.id && outcome.outcome === 'ok');
}

function provenRuling(ruling: Ruling, proof: Ruling): Ruling {
  const { outcome } = ruling;
  const provedBy = proof.judgement.check.id;
  const basis = proof.basis ?? 'proved';
  switch (outcome.outcome) {
    case 'unknown':
    case 'undecided':
      return { ...ruling, outcome: { outcome: 'ok' }, basis, provedBy };
    case 'fail':
      // a failed account cannot be proved by pods that were made before it failed
      if (ruling.link === 'service-account') return ruling;
      return { ...ruling, outcome: { ...outcome, outcome: 'warn' }, contradicted: true, provedBy };
    case 'ok':
    case 'warn':
    case 'skip':
      return ruling;
  }
}

/** Pod groups that a rollout under way is taking away. */
function leavingGroups(rulings: readonly Ruling[]): ReadonlySet<string> {
  return new Set(rulings.flatMap(({ judgement: { subject } }) => (subject.podGroup?.beingReplaced === true ? subject.podGroup.id : [])));
}

/** What is wrong with a login that only pods on their way out use is a warning, and what is unknown of it decides nothing. */
function withLeaving(ruling: Ruling, leaving: ReadonlySet<string>): Ruling {
  const { outcome } = ruling;
  const { login } = ruling.judgement.subject;
  if (login === undefined || login.basis !== 'as-is' || login.podGroups.length === 0) return ruling;
  if (!login.podGroups.every((group) => leaving.has(group))) return ruling;
  if (outcome.outcome === 'fail') return { ...ruling, outcome: { ...outcome, outcome: 'warn' } };
  return outcome.outcome === 'unknown' || outcome.outcome === 'undecided' ? { ...ruling, counts: false } : ruling;
}

/** Whether the webhook was seen in every pod made from the present template. */
function everyCurrentPodInjected(rulings: readonly Ruling[]): boolean {
  const current = rulings.filter(({ judgement }) => judgement.check.id === 'pod/injected' && judgement.subject.podGroup?.current === true);
  return current.length > 0 && current.every(({ outcome }) => outcome.outcome === 'ok');
}

/** What was undecided is decided where another check failed with one of its candidates. */
function withSettledCandidates(rulings: readonly Ruling[]): readonly Ruling[] {
  return rulings.map((ruling): Ruling => {
    const { outcome } = ruling;
    if (outcome.outcome !== 'undecided') return ruling;
    const candidates = outcome.candidates;
    const other = rulings.find(
      (one) => one !== ruling && one.outcome.outcome === 'fail' && sameScope(one, ruling) && candidates.some(({ problem }) => problem.name === nameIn(one)),
    );
    const settled = candidates.find(({ problem }) => problem.name === (other === undefined ? undefined : nameIn(other)));
    if (settled === undefined || other === undefined) return ruling;
    const note = outcome.note === undefined ? {} : { note: outcome.note };
    return { ...ruling, outcome: { outcome: 'fail', found: settled, ...note }, basis: other.basis ?? 'read', settledBy: other.judgement.check.id };
  });
}

function nameIn({ outcome }: Ruling): string | undefined {
  return foundIn(outcome)?.problem.name;
}

function foundIn(outcome: JudgedOutcome): FoundProblem | undefined {
  return outcome.outcome === 'fail' || outcome.outcome === 'warn' ? outcome.found : undefined;
}

/** Mounts that a ruling is about: one, those that its login signs in for, or, of the webhook's, none; undefined for the whole target. */
function mountsOf({ judgement: { subject } }: Ruling): readonly string[] | undefined {
  return subject.mount === undefined ? subject.login?.mounts : [subject.mount.id];
}

/** Judged of the same login or mount, or one of them of the whole target. */
function sameScope(a: Ruling, b: Ruling): boolean {
  const [first, second] = [loginOf(a), loginOf(b)];
  if (first !== undefined && second !== undefined) return first === second;
  const [one, other] = [mountsOf(a), mountsOf(b)];
  return one === undefined || other === undefined || one.some((mount) => other.includes(mount));
}

function withCauses(rulings: readonly Ruling[]): readonly Ruling[] {
  return rulings.map((ruling, index): Ruling => {
    const own = foundIn(ruling.outcome);
    if (own === undefined) return ruling;
    const causes = rulings.filter((other, place) => other !== ruling && causesOf(other, place, ruling, index));
    const of = [...new Set(causes.flatMap((cause) => nameIn(cause) ?? []))];
    if (of.length > 0) return { ...ruling, role: 'consequence', of };
    return ruling.outcome.outcome === 'fail' ? { ...ruling, role: 'root' } : ruling;
  });
}

/** Whether `cause` is why `effect` shows: the same finding made earlier in the chain, or one that explains it. */
function causesOf(cause: Ruling, place: number, effect: Ruling, index: number): boolean {
  const [one, other] = [foundIn(cause.outcome), foundIn(effect.outcome)];
  if (one === undefined || other === undefined || !sameScope(cause, effect)) return false;
  // a warning explains a warning, and never takes the blame for a failure
  if (cause.outcome.outcome === 'warn' && effect.outcome.outcome === 'fail') return false;
  if (one.problem.name === other.problem.name) {
    // what was only settled by another check follows from it, wherever in the chain it stands
    if (cause.settledBy !== undefined || effect.settledBy !== undefined) return effect.settledBy === cause.judgement.check.id;
    return place < index && cause.judgement.check.id !== effect.judgement.check.id;
  }
  return (one.problem.explains ?? []).some(
    ({ problem, when }) => problem === other.problem.name && (when === undefined || when(one.data as never, other.data)),
  );
}

/** Names the failed check, earlier in the chain, that judges what an unknown one waits for. */
function withWaiting(ruling: Ruling, rulings: readonly Ruling[]): Ruling {
  if (ruling.outcome.outcome !== 'unknown') return ruling;
  const waited = new Set(ruling.outcome.gaps.flatMap((gap: Gap) => gap.waitedFor ?? []));
  const judges = rulings.find(
    ({ outcome, judgement }) => (outcome.outcome === 'fail' || outcome.outcome === 'undecided') && judgement.reads.some((id) => waited.has(id)),
  );
  return judges === undefined ? ruling : { ...ruling, waitsFor: judges.judgement.check.id };
}
