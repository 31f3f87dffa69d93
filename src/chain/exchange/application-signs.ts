import { isInjected, valueOf, variableOf } from '../../evidence/pod-shape.ts';
import { targetLogs, type TargetLog, type TargetLogs } from '../../evidence/target-logs.ts';
import { clientIdVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import type { ContainerSubject, Owner } from '../../evidence/subject.ts';
import { armRbacMissing } from '../../problems/exchange/arm-rbac-missing.ts';
import { consumerAmbientCredentialsOff } from '../../problems/exchange/consumer-ambient-credentials-off.ts';
import { consumerEnvNamesDiffer } from '../../problems/exchange/consumer-env-names-differ.ts';
import { consumerVersionBug } from '../../problems/exchange/consumer-version-bug.ts';
import { dataplaneRoleMissing } from '../../problems/exchange/dataplane-role-missing.ts';
import { egressEntraBlocked } from '../../problems/exchange/egress-entra-blocked.ts';
import { imdsBlocked } from '../../problems/exchange/imds-blocked.ts';
import { meshIntercept } from '../../problems/exchange/mesh-intercept.ts';
import { sdkAzcliInPod } from '../../problems/exchange/sdk-azcli-in-pod.ts';
import { sdkClientIdOptionIgnored } from '../../problems/exchange/sdk-client-id-option-ignored.ts';
import { sdkDbDriverScope } from '../../problems/exchange/sdk-db-driver-scope.ts';
import { sdkEnvCredentialHijack } from '../../problems/exchange/sdk-env-credential-hijack.ts';
import { sdkFallbackToKubeletIdentity } from '../../problems/exchange/sdk-fallback-to-kubelet-identity.ts';
import { sdkLegacyLibrary } from '../../problems/exchange/sdk-legacy-library.ts';
import { sdkManagedIdentityCredential } from '../../problems/exchange/sdk-managed-identity-credential.ts';
import { sdkOptionsIncomplete } from '../../problems/exchange/sdk-options-incomplete.ts';
import { sdkTooOld } from '../../problems/exchange/sdk-too-old.ts';
import type { Logged } from '../../problems/logged.ts';
import { found, type FoundProblem, type Problem } from '../../problems/problem.ts';
import { az, note, word } from '../../problems/step.ts';
import { answer, defineCheck, ok, skip, undecided, unseen, type Outcome } from '../check.ts';
import { byAge, isFresh, latelyOfItsOwn, loggedErrors, placed, type LoggedError, type LoggedLine } from './logged-lines.ts';

/** What an application does wrong by itself: nothing but its own words shows it. */
const signs: readonly Problem<Logged>[] = [
  sdkTooOld,
  sdkLegacyLibrary,
  sdkManagedIdentityCredential,
  sdkFallbackToKubeletIdentity,
  sdkAzcliInPod,
  sdkOptionsIncomplete,
  sdkDbDriverScope,
  armRbacMissing,
  dataplaneRoleMissing,
  imdsBlocked,
  consumerAmbientCredentialsOff,
  consumerEnvNamesDiffer,
  consumerVersionBug,
];

const proxyOfMesh = /^(istio-proxy|linkerd-proxy|envoy|envoy-sidecar|kuma-sidecar|consul-dataplane)$/;
const secrets = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_USERNAME'];

export const applicationSigns = defineCheck({
  id: 'exchange/application-signs',
  title: 'the application signs in with workload identity',
  each: 'container',
  reads: [workload, answer(targetLogs)],
  problems: [...signs, egressEntraBlocked, meshIntercept, sdkClientIdOptionIgnored, sdkEnvCredentialHijack],
  onlyWith: 'logs',
  run([{ owner }, read], subject) {
    const { podGroup, container } = subject;
    if (!isInjected(podGroup.shape, container)) return skip('it carries no token: what it logs follows from that');
    if (read.state !== 'known') return unseen(read);
    const isOwn = (log: TargetLog): boolean => log.podGroup === podGroup.id && log.container === container.name;
    const other = asAnother(read.value, owner, subject, isOwn);
    if (other !== undefined) return other;
    for (const error of loggedErrors(read.value, owner, isOwn)) {
      const outcome = error.finding.entra === undefined ? judged(causesOf(error, subject), error) : undefined;
      if (outcome !== undefined) return outcome;
    }
    const [gap] = read.value.gaps;
    return gap !== undefined && !read.value.logs.some(isOwn) ? unseen({ state: 'unknown', gap }) : ok();
  },
});

/** The likeliest first. */
function causesOf({ finding, logged }: LoggedError, { podGroup }: ContainerSubject): readonly FoundProblem[] {
  if (finding.problems.includes(egressEntraBlocked.name)) {
    const inMesh = finding.problems.includes(meshIntercept.name) && podGroup.shape.containers.some(({ name }) => proxyOfMesh.test(name));
    return [inMesh ? found(meshIntercept, logged) : found(egressEntraBlocked, { host: logged.groups['host'] ?? 'Entra', detail: logged.text })];
  }
  return finding.problems.flatMap((name) => signs.filter((sign) => sign.name === name)).map((sign) => found(sign, logged));
}

function judged(causes: readonly FoundProblem[], line: LoggedLine): Outcome | undefined {
  const [only, ...others] = causes;
  if (only === undefined) return undefined;
  if (!isFresh(line, latelyOfItsOwn)) return others.length > 0 ? undefined : { outcome: 'warn', found: only, basis: 'inferred' };
  if (others.length === 0) return { outcome: 'fail', found: only, basis: 'inferred' };
  return undecided(causes, [note('Look into the application: which library signs in, in which version, and with which credential.')], `logged ${line.logged.age ?? 'lately'}`);
}

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Key Vault and Azure Resource Manager name the caller whom they refuse. */
const caller = new RegExp(`appid=(${guid})|The client '(${guid})' with object id`, 'i');

/** The newest refusal, where it is of somebody else than the pod was told to be. */
function asAnother({ readAt, logs }: TargetLogs, owner: Owner, { container }: ContainerSubject, isOwn: (log: TargetLog) => boolean): Outcome | undefined {
  const own = valueOf(container, clientIdVariable)?.toLowerCase();
  const refusals = logs.filter(isOwn).flatMap((log) =>
    log.lines.flatMap(({ text }, index): readonly LoggedLine[] => {
      const match = caller.exec(text);
      const who = (match?.[1] ?? match?.[2])?.toLowerCase();
      return match === null || who === undefined ? [] : [placed(log, { line: index + 1, text: text.slice(match.index, match.index + 200), groups: { caller: who } }, readAt, owner)];
    }),
  );
  const [newest] = refusals.toSorted(byAge);
  const who = newest?.logged.groups['caller'];
  if (newest === undefined || own === undefined || who === own || !isFresh(newest, latelyOfItsOwn)) return undefined;
  const { logged } = newest;
  const withSecret = secrets.some((name) => variableOf(container, name) !== undefined);
  return undecided(
    [...(withSecret ? [sdkEnvCredentialHijack] : []), sdkClientIdOptionIgnored, sdkFallbackToKubeletIdentity].map((problem) => found(problem, logged)),
    [az('see who that is', 'ad', 'sp', 'show', '--id', word(who, 'guid', 'client-id'), '--query', '{name:displayName,type:servicePrincipalType}')],
    `logged ${logged.age ?? 'lately'}, as ${who ?? 'another'}`,
  );
}
