/** Makes the report: plain data from what was asked and ruled, nothing judged a second time. */
import type { Gap } from '../evidence/answer.ts';
import { entrances } from '../evidence/entrances.ts';
import { identity, identityKeyOf } from '../evidence/identity.ts';
import { logins } from '../evidence/logins.ts';
import { podGroups } from '../evidence/pods.ts';
import type { World } from '../evidence/question.ts';
import { systemLogs } from '../evidence/system-logs.ts';
import { targetLogs } from '../evidence/target-logs.ts';
import { targetServiceAccount } from '../evidence/service-account.ts';
import type { Login, TargetSubject, VaultObject } from '../evidence/subject.ts';
import { namedVaults } from '../evidence/vault.ts';
import { workload } from '../evidence/workload.ts';
import { byCodeUnits } from '../evidence/text-order.ts';
import { links } from '../chain/link.ts';
import type { Ruling, Verdict } from '../chain/verdict.ts';
import type { Binding } from '../problems/bind-offer.ts';
import { describeProblem, type FoundProblem } from '../problems/problem.ts';
import { note, type Step } from '../problems/step.ts';
import type { CheckResult, MissingEvidence, ReportStep, ReportSubject, TargetReport } from '../report/report.ts';
import { quoteCommand, type Shell } from '../terminal/quote.ts';
import { bindingOf, mountedVaults, type KnownOfTarget } from './binding.ts';
import { repository } from './version.ts';

/** How steps are printed for this user. */
export interface Wording {
  readonly shell: Shell;
  readonly commandName: readonly string[];
  /** Connection flags that lead kubectl, and us, to the same cluster: `--context`, `--kubeconfig`. */
  readonly connection: readonly string[];
}

type TargetIdentity = TargetReport['identities'][number];

/** One target's report; what it asks has been asked before, and is only read again. */
export async function assembleTarget(subject: TargetSubject, verdict: Verdict, world: World, wording: Wording): Promise<TargetReport> {
  const { target, wishes } = subject;
  const [owning, groups, used, vaults, account, doors] = await Promise.all([
    world.get(workload, target),
    world.get(podGroups, target),
    world.get(logins, logins.key(subject)),
    world.get(namedVaults, namedVaults.key(subject)),
    world.get(targetServiceAccount, target),
    world.get(entrances, target),
  ]);
  const logs = wishes.logLines === undefined ? undefined : await Promise.all([world.get(targetLogs, targetLogs.key(subject)), world.get(systemLogs, systemLogs.key(subject)), import('./logged.ts')]);
  const inUse = used.state === 'known' ? used.value : [];
  const identities = await Promise.all(inUse.map((login) => identityOf({ ...subject, login }, world)));
  const mounted = doors.state === 'known' && doors.value.csi.length > 0 ? await mountedVaults(target, world) : [];
  const known: KnownOfTarget = { owner: owning.state === 'known' && target.kind !== 'serviceaccount' ? owning.value.owner : target, logins: inUse, identities: identities.flat(), vaults: vaults.state === 'known' ? vaults.value.objects : [], mounted };
  const serviceAccount = account.state === 'known' ? account.value.name : inUse[0]?.serviceAccount;
  return {
    target: `${target.kind}/${target.name}`,
    namespace: target.namespace,
    verdict: verdict.verdict,
    rootCauses: [...verdict.rootCauses],
    entrances: doors.state === 'known' ? [...(doors.value.webhook ? ['webhook' as const] : []), ...(doors.value.csi.length > 0 ? ['csi' as const] : [])] : [],
    ...(serviceAccount === undefined ? {} : { serviceAccount }),
    podGroups: (groups.state === 'known' ? groups.value : []).map(({ id, pods, current }) => ({ id, pods: [...pods], count: pods.length, current })),
    identities: distinctIdentities(identities.flat()),
    vaults: (vaults.state === 'known' ? vaults.value.objects : []).map(vaultOf),
    ...(logs === undefined ? {} : { logs: logs[2].loggedOf(logs[0], logs[1], known.owner) }),
    checks: verdict.rulings.map((ruling) => resultOf(ruling, bindingOf(ruling.judgement.subject, known), wording)).sort(byLinkIdSubject),
  };
}

function distinctIdentities(all: readonly TargetIdentity[]): TargetIdentity[] {
  return [...new Map(all.map((one) => [`${one.clientId} ${one.tenantId ?? ''}`, one])).values()];
}

async function identityOf(subject: TargetSubject & { readonly login: Login }, world: World): Promise<readonly TargetIdentity[]> {
  const { clientId, tenantId } = subject.login;
  if (clientId === undefined) return [];
  const who = await world.get(identity, identityKeyOf(subject));
  const tenant = tenantId?.value ?? (who.state === 'known' ? who.value.tenantId : undefined);
  return [
    {
      clientId: clientId.value,
      ...(tenant === undefined ? {} : { tenantId: tenant }),
      ...(who.state === 'known' ? { name: who.value.name, kind: who.value.kind } : {}),
      ...(who.state === 'known' && who.value.resourceId !== undefined ? { resourceId: who.value.resourceId } : {}),
      origin: clientId.origin,
    },
  ];
}

function vaultOf({ vaultName, type, secretName, version, origin }: VaultObject): TargetReport['vaults'][number] {
  return { name: vaultName, object: secretName === undefined ? '' : objectOf(type, secretName, version), origin };
}

/** `secret/db-password`, with the version where one is asked for. */
function objectOf(type: string, name: string, version: string | undefined): string {
  return `${type}/${name}${version === undefined ? '' : `/${version}`}`;
}

function byLinkIdSubject(a: CheckResult, b: CheckResult): number {
  return (
    links.indexOf(a.link) - links.indexOf(b.link) ||
    byCodeUnits(a.id, b.id) ||
    byCodeUnits(JSON.stringify(a.subject), JSON.stringify(b.subject))
  );
}

function resultOf(ruling: Ruling, binding: Binding | undefined, wording: Wording): CheckResult {
  const { judgement, link, outcome, basis, provedBy, role, of, counts } = ruling;
  const { check } = judgement;
  return {
    id: check.id,
    link,
    subject: subjectOf(ruling),
    title: check.title,
    outcome: outcome.outcome,
    ...noteOf(ruling),
    ...(basis === undefined ? {} : { basis }),
    ...(provedBy === undefined ? {} : { provedBy }),
    vantage: check.vantage ?? 'local',
    ...(outcome.outcome === 'fail' || outcome.outcome === 'warn' ? problemOf(outcome.found, binding, wording) : {}),
    ...(ruling.contradicted ? disagreement(wording) : {}),
    ...(outcome.outcome === 'fail' ? { severity: 'error' as const } : outcome.outcome === 'warn' ? { severity: 'warning' as const } : {}),
    ...(role === undefined ? {} : { role }),
    ...(of.length === 0 ? {} : { of: [...of] }),
    ...(outcome.outcome === 'undecided'
      ? { candidates: outcome.candidates.map((one) => candidateOf(one, wording)), decidedBy: outcome.decidedBy.map((step) => stepOf(step, wording)) }
      : {}),
    ...(outcome.outcome === 'skip' ? { because: outcome.because } : {}),
    ...(outcome.outcome === 'unknown' ? { missing: missingOf(outcome.gaps, ruling.waitsFor) } : {}),
    ...(counts ? {} : { counts: false }),
  };
}

function noteOf({ outcome, contradicted, role }: Ruling): { readonly note?: string } {
  if (contradicted) return { note: 'read otherwise, but the exchange works' };
  if (outcome.outcome === 'skip' || outcome.outcome === 'unknown') return {};
  if ((outcome.outcome === 'fail' || outcome.outcome === 'warn') && (role !== 'consequence' || outcome.note === undefined)) {
    return { note: outcome.found.problem.brief };
  }
  return outcome.note === undefined ? {} : { note: outcome.note };
}

function subjectOf({ judgement: { subject } }: Ruling): ReportSubject {
  const { podGroup, container, mount, login, vaultObject } = subject;
  return {
    ...(podGroup === undefined ? {} : { podGroup: podGroup.id }),
    ...(container === undefined ? {} : { container: container.name }),
    ...(mount === undefined ? {} : { entrance: 'csi' as const, secretProviderClass: mount.secretProviderClass, volume: mount.volume }),
    ...(login === undefined ? {} : { entrance: login.entrance, serviceAccount: login.serviceAccount }),
    ...(login?.clientId === undefined ? {} : { clientId: login.clientId.value }),
    ...(vaultObject === undefined ? {} : { vault: vaultObject.vaultName }),
    ...(vaultObject?.secretName === undefined ? {} : { object: objectOf(vaultObject.type, vaultObject.secretName, vaultObject.version) }),
  };
}

function problemOf(found: FoundProblem, binding: Binding | undefined, wording: Wording): Partial<CheckResult> {
  const { code, name, covers = [], heals } = found.problem;
  const { what, why, evidence, fix } = describeProblem(found, binding);
  return {
    code,
    problem: name,
    covers: [...covers],
    heals,
    what,
    why,
    evidence: evidence.map((line) => ({ ...line })),
    fix: fix.map((step) => stepOf(step, wording)),
    url: `${repository}/blob/main/docs/problems/${code}.md`,
  };
}

/** What is read and what works disagree: the mend of what was read could do harm, so it is not offered. */
function disagreement(wording: Wording): Partial<CheckResult> {
  return {
    why: 'What was read says so, yet Entra gives a token to this very login: what works is believed.',
    fix: [stepOf(note('Nothing needs mending. What was read may be out of date, or of another tenant.'), wording)],
  };
}

function candidateOf(found: FoundProblem, wording: Wording): NonNullable<CheckResult['candidates']>[number] {
  const { what, evidence, fix } = describeProblem(found);
  return {
    problem: found.problem.name,
    code: found.problem.code,
    what,
    evidence: evidence.map((line) => ({ ...line })),
    fix: fix.map((step) => stepOf(step, wording)),
  };
}

/** The shell that printed commands are pasted into. */
export function shellOf(platform: NodeJS.Platform): Shell {
  return platform === 'win32' ? 'powershell' : 'posix';
}

/** A step for this user: under the name they call us by, and with the flags that lead to the cluster they looked at. */
export function stepOf({ title, tool, argv }: Step, { shell, commandName, connection }: Wording): ReportStep {
  const [, , ...ours] = argv;
  const words =
    tool === 'wi' ? [...commandName, ...ours, ...connection] : tool === 'kubectl' && argv.length > 0 ? [...argv, ...connection] : [...argv];
  return { title, tool, argv: words, command: words.length === 0 ? '' : quoteCommand(words, shell) };
}

function missingOf(gaps: readonly Gap[], waitsFor: string | undefined): MissingEvidence[] {
  const all = gaps.map(
    ({ reason, needs, problem }): MissingEvidence => ({
      reason,
      needs,
      ...(problem === undefined ? {} : { problem }),
      ...(reason === 'blocked' && waitsFor !== undefined ? { blockedBy: waitsFor } : {}),
    }),
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
