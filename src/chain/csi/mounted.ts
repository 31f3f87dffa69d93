import { mountAccess, type MountAccess } from '../../evidence/mount-access.ts';
import { mountParameters, type MountParameters } from '../../evidence/mount-parameters.ts';
import { mountEvents, mountingPods, mountRecords, type MountEvent, type MountingPod } from '../../evidence/mounting-pods.ts';
import { providerEverywhere, secretsStoreDaemonSets } from '../../evidence/secrets-store-installation.ts';
import type { Answer } from '../../evidence/answer.ts';
import { workload } from '../../evidence/workload.ts';
import { csiAddonIdentityConfusion } from '../../problems/csi/csi-addon-identity-confusion.ts';
import { csiMountErrorNotInPodLogs } from '../../problems/csi/csi-mount-error-not-in-pod-logs.ts';
import { csiMountedEmpty } from '../../problems/csi/csi-mounted-empty.ts';
import { csiProviderEgress } from '../../problems/csi/csi-provider-egress.ts';
import { csiProviderMissing } from '../../problems/csi/csi-provider-missing.ts';
import { found } from '../../problems/problem.ts';
import type { MountRef } from '../../problems/secret-provider-class.ts';
import { kubectl, note, word, type Step } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, unseen, type Outcome } from '../check.ts';
import { mountErrorProblems, readMountError, spoken } from './mount-error.ts';
import { podsOf, recordOf } from './mounted-pods.ts';
import { mountRef } from './mount-ref.ts';

export const mounted = defineCheck({
  id: 'csi/mounted',
  title: 'every pod has mounted what the SecretProviderClass lists',
  each: 'mount',
  reads: [mountingPods, answer(mountRecords), answer(mountEvents), workload, answer(mountAccess), answer(secretsStoreDaemonSets), answer(mountParameters)],
  problems: [...mountErrorProblems, csiMountedEmpty, csiAddonIdentityConfusion, csiMountErrorNotInPodLogs],
  run([all, records, events, { owner }, access, installed, given], { mount, target }) {
    const pods = podsOf(mount, all);
    // whose token the driver would be given is the pod's to say
    if (pods.length === 0 && target.kind === 'secretproviderclass') return unseen({ state: 'unknown', gap: { reason: 'not-asked', needs: 'a pod that mounts it: the driver signs in with the token of its service account' } });
    if (pods.length === 0) return skip('no pod mounts it yet');
    const ref = mountRef(mount, owner);
    const isMounted = (pod: MountingPod): boolean => records.state === 'known' && recordOf(mount, pod, records.value)?.mounted === true;
    // a pod may be pending for other reasons: it is not scheduled, or its image does not come
    const placed = pods.filter(({ started, node }) => started || node !== undefined);
    const waiting = placed.filter((pod) => !pod.started && !isMounted(pod));
    if (placed.length === 0) return skip('no pod is on a node yet');
    if (waiting.length > 0) {
      const last = events.state === 'known' ? events.value.find((event) => event.reason === 'FailedMount' && speaksOf(event.message, mount.volume) && waiting.some(({ uid }) => uid === event.podUid)) : undefined;
      // a provider that is ready wherever a driver is, is not what is missing
      const provided = installed.state === 'known' && providerEverywhere(installed.value);
      if (last !== undefined) return without(provided, whyRefused(last, ref, access, waiting.length, given));
      if (events.state !== 'known' || records.state !== 'known') return unseen(events, records);
      return without(
        provided,
        undecided(
          [found(csiProviderMissing, ref), found(csiProviderEgress, { ...ref, message: 'no event yet' })],
          [describePod(ref.namespace, waiting[0]?.name), note('A provider that is gone shows no event for two minutes; a pod may also wait for something else than this volume.')],
          `${count(waiting.length)}, without an event about the volume`,
        ),
      );
    }
    if (records.state !== 'known') return unseen(records);
    const empty = placed.filter((pod) => !isMounted(pod));
    if (empty.length > 0) return fail(csiMountedEmpty, { ...ref, pods: empty.map(({ name }) => name) });
    return ok(`mounted in ${placed.length} of ${pods.length} pods`);
  },
});

function without(provided: boolean, outcome: Outcome): Outcome {
  if (!provided || outcome.outcome !== 'undecided') return outcome;
  return { ...outcome, candidates: outcome.candidates.filter(({ problem }) => problem.name !== csiProviderMissing.name) };
}

function speaksOf(message: string, volume: string): boolean {
  return message.includes(`for volume "${volume}" : `);
}

function count(pods: number): string {
  return pods === 1 ? '1 pod waits' : `${pods} pods wait`;
}

function whyRefused({ message, pod }: MountEvent, ref: MountRef, access: Answer<MountAccess>, waiting: number, given: Answer<MountParameters>): Outcome {
  const error = readMountError(message, ref);
  const said = `${count(waiting)} for the volume`;
  const look = describePod(ref.namespace, pod);
  if (error.at === 'mount') {
    const [only] = error.only === true ? error.candidates : [];
    return only === undefined ? undecided(error.candidates, [look, again], said) : { outcome: 'fail', found: only, note: said };
  }
  if (error.at === 'unknown') return undecided([found(csiMountErrorNotInPodLogs, { ...ref, pod, message: message.slice(0, 500) })], [look], said);
  // whom the vault refused there cannot be tried from here
  if (error.at === 'vault' && asNode(given) && /ForbiddenByRbac|AccessDenied|ForbiddenByPolicy/.test(message)) return fail(csiAddonIdentityConfusion, { ...ref, ...callerIn(message) }, { note: said });
  const tried = access.state === 'known' ? access.value : undefined;
  const ids = error.at === 'entra' ? [tried?.exchange].flatMap((id) => id ?? []) : (tried?.refused ?? []);
  const works = error.at === 'entra' ? tried?.signedIn === true : tried !== undefined && tried.refused.length === 0 && tried.objects.every(({ read }) => read?.result === 'read');
  const untried = error.at === 'entra' ? tried?.untried.exchange : tried?.untried.reads;
  if (!works && untried !== undefined && untried.length > 0) return { outcome: 'unseen', gaps: untried };
  if (!works) return unseen({ state: 'unknown', gap: { reason: 'blocked', needs: error.at === 'entra' ? 'the exchange' : 'the key vault', waitedFor: ids } });
  // the event is older than what mended it, or the node sees another network than this machine
  return undecided(
    [found(csiProviderEgress, { ...ref, message: spoken(message) })],
    [again, look],
    `${said}; what was refused there works from here`,
  );
}

/** An event stays after what it tells of was mended. */
const again = note('If it was mended since the event: the kubelet tries again within two minutes. Look again, or add --wait.');

function asNode(given: Answer<MountParameters>): boolean {
  return given.state === 'known' && given.value.identity.mode === 'useVMManagedIdentity' && given.value.clientId === '';
}

/** Who was refused, in the vault's words: `Caller: appid=…;oid=…;iss=…`. */
function callerIn(message: string): { readonly clientId?: string; readonly objectId?: string } {
  const [, clientId] = /appid=([0-9a-f-]{36})/i.exec(message) ?? [];
  const [, objectId] = /oid=([0-9a-f-]{36})/i.exec(message) ?? [];
  return { ...(clientId === undefined ? {} : { clientId }), ...(objectId === undefined ? {} : { objectId }) };
}

function describePod(namespace: string, pod: string | undefined): Step {
  return kubectl('read its events', 'describe', 'pod', word(pod, 'dns-name', 'pod'), '-n', word(namespace, 'dns-name', 'namespace'));
}
