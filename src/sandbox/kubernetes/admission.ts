/**
 * What happens to a pod between the request and the store, in the API server's order: service account,
 * mutating webhooks, then (after validation) Pod Security and quota.
 */
import { randomName } from './names.ts';
import { isRecord, valueAt } from './objects.ts';
import type { LabelSelector, Pod, StoredObject, Volume } from './objects.ts';
import { podSecurityViolations } from './pod-security.ts';
import type { PodSecurityLevel } from './pod-security.ts';
import { selectorMatches } from './selectors.ts';
import { kindNamed } from './state.ts';
import type { ClusterState } from './state.ts';
import { ApiFailure, forbidden, internalError } from './status.ts';
import { mutatePod, webhookName } from './webhook.ts';

const pods = { group: '', resource: 'pods' } as const;
const accountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The pod as the mutating plugins leave it; throws what they refuse it with. */
export function mutatingAdmission(state: ClusterState, pod: Pod, namespace: string): Pod {
  return callWebhooks(state, withTolerations(withServiceAccount(state, pod, namespace)), namespace);
}

/** A mirror of a static pod has none: the API server refuses one that names an account. */
function withServiceAccount(state: ClusterState, original: Pod, namespace: string): Pod {
  if (original.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return original;
  const pod = structuredClone(original);
  const name = pod.spec.serviceAccountName || 'default';
  pod.spec.serviceAccountName = name;
  pod.spec.serviceAccount = name;
  const account = state.store.get(kindNamed(state, 'ServiceAccount'), namespace, name);
  if (account === undefined) {
    const why = `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
    throw forbidden(pods, pod.metadata.name || pod.metadata.generateName || 'unknown', why);
  }
  if (!(pod.spec.automountServiceAccountToken ?? account['automountServiceAccountToken'] ?? true)) return pod;

  const volumeName = `kube-api-access-${randomName(5)}`;
  let mounted = false;
  for (const container of [...(pod.spec.initContainers ?? []), ...pod.spec.containers]) {
    if ((container.volumeMounts ?? []).some((each) => each.mountPath === accountPath)) continue;
    container.volumeMounts = [...(container.volumeMounts ?? []), { name: volumeName, readOnly: true, mountPath: accountPath }];
    mounted = true;
  }
  if (mounted) pod.spec.volumes = [...(pod.spec.volumes ?? []), apiAccessVolume(volumeName)];
  return pod;
}

function apiAccessVolume(name: string): Volume {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }] } },
      ],
    },
  };
}

/** What the plugins for priority and default tolerations add. */
function withTolerations(pod: Pod): Pod {
  const present = Array.isArray(pod.spec['tolerations']) ? pod.spec['tolerations'] : [];
  const added = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !present.some((each) => valueAt(each, 'key') === key))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }));
  const spec = { preemptionPolicy: 'PreemptLowerPriority', priority: 0, ...pod.spec, tolerations: [...present, ...added] };
  return { ...pod, spec };
}

interface Webhook {
  readonly name: string;
  readonly failurePolicy: string;
  readonly timeoutSeconds: number;
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
  readonly rules?: readonly { operations?: readonly string[]; apiGroups?: readonly string[]; apiVersions?: readonly string[]; resources?: readonly string[] }[];
  readonly clientConfig?: { caBundle?: string; url?: string; service?: { name: string; namespace: string; path?: string; port: number } };
}

/** Only webhooks of azure-wi's name are simulated; any other in the store is passed over. */
function callWebhooks(state: ClusterState, pod: Pod, namespace: string): Pod {
  const labels = state.store.get(kindNamed(state, 'Namespace'), undefined, namespace)?.metadata.labels;
  const configured = state.store
    .list(kindNamed(state, 'MutatingWebhookConfiguration'))
    .flatMap((each) => (Array.isArray(each['webhooks']) ? (each['webhooks'] as Webhook[]) : []))
    .filter((each) => each.name === webhookName && rulesMatch(each));
  return configured.reduce((current, webhook) => {
    if (!selectorMatches(webhook.namespaceSelector, labels) || !selectorMatches(webhook.objectSelector, current.metadata.labels)) {
      return current;
    }
    const unreachable = whyUnreachable(state, webhook);
    if (unreachable === undefined) return answerOf(state, webhook, current, namespace);
    if (webhook.failurePolicy === 'Ignore') return current;
    throw internalError(`failed calling webhook "${webhook.name}": failed to call webhook: ${unreachable}`);
  }, pod);
}

function rulesMatch({ rules = [] }: Webhook): boolean {
  const has = (values: readonly string[] | undefined, wanted: string) => values?.includes(wanted) === true || values?.includes('*') === true;
  return rules.some(
    (rule) =>
      has(rule.operations, 'CREATE') && has(rule.apiGroups, '') && has(rule.apiVersions, 'v1') && (has(rule.resources, 'pods') || rule.resources?.includes('*/*') === true),
  );
}

/** The end of the API server's sentence, or undefined when the webhook answers. */
function whyUnreachable(state: ClusterState, { clientConfig, timeoutSeconds }: Webhook): string | undefined {
  const service = clientConfig?.service;
  const address =
    service === undefined ? (clientConfig?.url ?? '') : `https://${service.name}.${service.namespace}.svc:${service.port}${service.path ?? ''}`;
  const post = `Post "${address}?timeout=${timeoutSeconds}s": `;
  if (service !== undefined) {
    if (state.store.get(kindNamed(state, 'Service'), service.namespace, service.name) === undefined) {
      return `${post}service "${service.name}" not found`;
    }
    if (!hasEndpoints(state, service)) return `${post}no endpoints available for service "${service.name}"`;
  } else if (state.webhook === undefined || state.webhook.server === 'down') {
    return `${post}dial tcp: connect: connection refused`;
  }
  // the real server says so after its ten seconds; nobody who simulates has to wait
  if (state.webhook?.server === 'silent') return `${post}context deadline exceeded`;
  if (state.webhook?.server === 'plain') return `${post}http: server gave HTTP response to HTTPS client`;
  if (state.webhook?.server === 'untrusted') {
    return `${post}tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "azure-workload-identity-ca")`;
  }
  if ((clientConfig?.caBundle ?? '') !== state.webhookCaBundle) {
    return `${post}tls: failed to verify certificate: x509: certificate signed by unknown authority`;
  }
  return undefined;
}

function hasEndpoints(state: ClusterState, service: { name: string; namespace: string }): boolean {
  return state.store.list(kindNamed(state, 'EndpointSlice'), service.namespace).some((slice) => {
    const endpoints = slice['endpoints'];
    return (
      slice.metadata.labels?.['kubernetes.io/service-name'] === service.name &&
      Array.isArray(endpoints) &&
      endpoints.some((each) => valueAt(each, 'conditions.ready') !== false)
    );
  });
}

function answerOf(state: ClusterState, webhook: Webhook, pod: Pod, namespace: string): Pod {
  if (state.webhook === undefined) return pod;
  const serviceAccount = state.store.get(kindNamed(state, 'ServiceAccount'), namespace, pod.spec.serviceAccountName ?? 'default');
  const answer = mutatePod(pod, { serviceAccount, state: state.webhook });
  if (answer.allowed) return answer.pod;
  throw new ApiFailure(answer.code, undefined, `admission webhook "${webhook.name}" denied the request: ${answer.message}`);
}

/** Throws what Pod Security or a quota refuses the finished pod with. */
export function validatingAdmission(state: ClusterState, pod: Pod, namespace: string): void {
  const name = pod.metadata.name ?? '';
  const labels = state.store.get(kindNamed(state, 'Namespace'), undefined, namespace)?.metadata.labels ?? {};
  const level = labels['pod-security.kubernetes.io/enforce'];
  if (isLevel(level)) {
    const violations = podSecurityViolations(pod, level);
    const version = labels['pod-security.kubernetes.io/enforce-version'] ?? 'latest';
    if (violations.length > 0) throw forbidden(pods, name, `violates PodSecurity "${level}:${version}": ${violations.join(', ')}`);
  }
  for (const quota of state.store.list(kindNamed(state, 'ResourceQuota'), namespace)) checkQuota(state, quota, name, namespace);
}

function isLevel(level: string | undefined): level is PodSecurityLevel {
  return level === 'restricted' || level === 'baseline' || level === 'privileged';
}

function checkQuota(state: ClusterState, quota: StoredObject, name: string, namespace: string): void {
  const hard = valueAt(quota, 'spec.hard');
  if (!isRecord(hard)) return;
  const limits = ['count/pods', 'pods'].filter((key) => hard[key] !== undefined);
  const used = podsCounted(state, namespace);
  const exceeded = limits.filter((key) => used + 1 > Number(hard[key]));
  if (exceeded.length === 0) return;
  const each = (value: (key: string) => unknown) => exceeded.map((key) => `${key}=${value(key)}`).join(',');
  const why = `exceeded quota: ${quota.metadata.name}, requested: ${each(() => 1)}, used: ${each(() => used)}, limited: ${each((key) => hard[key])}`;
  throw forbidden(pods, name, why);
}

/** Pods that a quota counts: those that have not ended. */
export function podsCounted(state: ClusterState, namespace: string): number {
  const ended = (pod: StoredObject) => ['Succeeded', 'Failed'].includes(String(valueAt(pod, 'status.phase')));
  return state.store.list(pods, namespace).filter((pod) => !ended(pod)).length;
}
