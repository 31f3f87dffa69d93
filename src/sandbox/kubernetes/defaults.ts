/** What the API server fills in before it stores an object, as far as a reader can see it. */
import type { ResourceKind } from './kinds.ts';
import { isRecord, valueAt } from './objects.ts';
import type { ApiObject, Container, PodSpec, Volume } from './objects.ts';

type Fields = Record<string, unknown>;

/** How often a DaemonSet's template has changed, and one; its pods carry it as a label. */
export const templateGeneration = 'deprecated.daemonset.template.generation';

/** Removes empty labels and annotations, in place: they are no fields on the wire. */
export function dropEmptyMaps({ metadata }: ApiObject): void {
  for (const map of ['labels', 'annotations'] as const) {
    if (Object.keys(metadata[map] ?? {}).length === 0) delete metadata[map];
  }
}

/** Fills in the defaults of this kind, in place. */
export function setDefaults(kind: ResourceKind, object: ApiObject): void {
  dropEmptyMaps(object);
  const spec = object['spec'];
  if (isRecord(spec)) specDefaults(kind, object, spec);
  if (kind.kind === 'Namespace') {
    object.metadata.labels = { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name ?? '' };
    object['spec'] = { finalizers: ['kubernetes'], ...(isRecord(spec) ? spec : {}) };
    object['status'] ??= { phase: 'Active' };
  }
  if (kind.kind === 'CronJob') object['status'] ??= {};
  if (kind.kind === 'DaemonSet') object.metadata.annotations = { [templateGeneration]: '1', ...object.metadata.annotations };
  if (kind.kind === 'MutatingWebhookConfiguration') webhookDefaults(object['webhooks']);
}

function specDefaults(kind: ResourceKind, object: ApiObject, spec: Fields): void {
  switch (kind.kind) {
    case 'Pod':
      podSpecDefaults(spec);
      fill(spec, { enableServiceLinks: true });
      return;
    case 'Deployment':
      fill(spec, {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: 'RollingUpdate' },
      });
      rollingUpdateDefaults(spec['strategy'], { maxSurge: '25%', maxUnavailable: '25%' });
      break;
    case 'ReplicaSet':
      fill(spec, { replicas: 1 });
      break;
    case 'StatefulSet':
      fill(spec, {
        replicas: 1,
        podManagementPolicy: 'OrderedReady',
        revisionHistoryLimit: 10,
        updateStrategy: { type: 'RollingUpdate' },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      });
      rollingUpdateDefaults(spec['updateStrategy'], { partition: 0 });
      break;
    case 'DaemonSet':
      fill(spec, { revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate' } });
      rollingUpdateDefaults(spec['updateStrategy'], { maxSurge: 0, maxUnavailable: 1 });
      break;
    case 'Job':
      jobDefaults(object, spec);
      break;
    case 'CronJob':
      fill(spec, { concurrencyPolicy: 'Allow', suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 });
      templateDefaults(valueAt(spec, 'jobTemplate.spec.template'));
      break;
    case 'Service':
      serviceDefaults(spec);
      break;
    default:
      return;
  }
  templateDefaults(spec['template']);
}

function fill(target: Fields, defaults: Fields): void {
  for (const [key, value] of Object.entries(defaults)) target[key] ??= value;
}

function rollingUpdateDefaults(strategy: unknown, defaults: Fields): void {
  if (!isRecord(strategy) || strategy['type'] !== 'RollingUpdate') return;
  const rolling = isRecord(strategy['rollingUpdate']) ? strategy['rollingUpdate'] : {};
  fill(rolling, defaults);
  strategy['rollingUpdate'] = rolling;
}

/** Selector and labels come from the job's uid, so they are set once the uid is known. */
function jobDefaults(object: ApiObject, spec: Fields): void {
  fill(spec, { backoffLimit: 6, completionMode: 'NonIndexed', completions: 1, manualSelector: false, parallelism: 1, suspend: false, podReplacementPolicy: 'TerminatingOrFailed' });
  const template = spec['template'];
  if (spec['selector'] !== undefined || object.metadata.uid === undefined || !isRecord(template)) return;
  spec['selector'] = { matchLabels: { 'batch.kubernetes.io/controller-uid': object.metadata.uid } };
  const metadata = isRecord(template['metadata']) ? template['metadata'] : {};
  metadata['labels'] = {
    ...(isRecord(metadata['labels']) ? metadata['labels'] : {}),
    'batch.kubernetes.io/controller-uid': object.metadata.uid,
    'batch.kubernetes.io/job-name': object.metadata.name,
    'controller-uid': object.metadata.uid,
    'job-name': object.metadata.name,
  };
  template['metadata'] = metadata;
  // A job without labels of its own takes those of its template.
  if (object.metadata.labels === undefined) object.metadata.labels = { ...(metadata['labels'] as Record<string, string>) };
}

function serviceDefaults(spec: Fields): void {
  fill(spec, { type: 'ClusterIP', clusterIP: '10.0.0.10', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  fill(spec, { clusterIPs: [spec['clusterIP']] });
  for (const port of list(spec['ports'])) fill(port, { protocol: 'TCP', targetPort: port['port'] });
}

function templateDefaults(template: unknown): void {
  if (isRecord(template) && isRecord(template['spec'])) podSpecDefaults(template['spec']);
}

function podSpecDefaults(spec: Fields & Partial<PodSpec>): void {
  fill(spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler', securityContext: {}, terminationGracePeriodSeconds: 30 });
  // Both names are one field: the deprecated one brings the other back (corrections, 10).
  const account = spec.serviceAccountName || spec.serviceAccount;
  if (account === undefined || account === '') {
    delete spec.serviceAccountName;
    delete spec.serviceAccount;
  } else {
    spec.serviceAccountName = account;
    spec.serviceAccount = account;
  }
  for (const container of [...list(spec.initContainers), ...list(spec.containers)]) containerDefaults(container);
  for (const volume of list(spec.volumes)) volumeDefaults(volume);
}

function containerDefaults(container: Fields & Partial<Container>): void {
  const tag = /:([^:/@]+)$/.exec(container.image ?? '')?.[1];
  const pinned = (container.image ?? '').includes('@') || (tag !== undefined && tag !== 'latest');
  fill(container, {
    imagePullPolicy: pinned ? 'IfNotPresent' : 'Always',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of list(container.ports)) fill(port, { protocol: 'TCP' });
  for (const variable of list(container.env)) {
    // An empty string is left out of the JSON that readers get.
    if (variable['value'] === '') delete variable['value'];
    const field = valueAt(variable, 'valueFrom.fieldRef');
    if (isRecord(field)) fill(field, { apiVersion: 'v1' });
  }
}

function volumeDefaults(volume: Fields & Partial<Volume>): void {
  for (const source of ['secret', 'configMap', 'projected', 'downwardAPI']) {
    const part = volume[source];
    if (isRecord(part)) fill(part, { defaultMode: 420 });
  }
  for (const source of list(volume.projected?.sources)) {
    const token = source['serviceAccountToken'];
    if (isRecord(token)) fill(token, { expirationSeconds: 3600 });
  }
}

function webhookDefaults(webhooks: unknown): void {
  for (const webhook of list(webhooks)) {
    fill(webhook, {
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      reinvocationPolicy: 'Never',
      timeoutSeconds: 10,
    });
    for (const rule of list(webhook['rules'])) fill(rule, { scope: '*' });
    const service = valueAt(webhook, 'clientConfig.service');
    if (isRecord(service)) fill(service, { port: 443 });
  }
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
