/** What the API server refuses about an object itself: only what a user of workload identity runs into. */
import type { ResourceKind } from './kinds.ts';
import { isRecord, sameJson, valueAt } from './objects.ts';
import type { ApiObject, Container, Pod, PodSpec } from './objects.ts';
import { invalid } from './status.ts';
import type { FieldError } from './status.ts';

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const subdomainRule =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

const required = (field: string, why = ''): FieldError => ({
  reason: 'FieldValueRequired',
  field,
  message: why === '' ? 'Required value' : `Required value: ${why}`,
});
const wrong = (field: string, value: unknown, why: string): FieldError => ({
  reason: 'FieldValueInvalid',
  field,
  message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
});

/** Throws 422 with every fault found: of the object, and of the change from what was `before`. */
export function validate(kind: ResourceKind, object: ApiObject, before?: ApiObject): void {
  const change = before === undefined ? [] : changeErrors(kind, before, object);
  const errors = [...nameErrors(kind, object), ...contentErrors(kind, object), ...change];
  if (errors.length > 0) throw invalid(kind.kind, kind.group, object.metadata.name ?? '', errors);
}

function nameErrors(kind: ResourceKind, { metadata: { name = '' } }: ApiObject): FieldError[] {
  if (name === '') return [required('metadata.name', 'name or generateName is required')];
  // RBAC names are path segments, so `system:basic-user` is one.
  if (kind.group === 'rbac.authorization.k8s.io' || subdomain.test(name)) return [];
  return [wrong('metadata.name', name, subdomainRule)];
}

function contentErrors(kind: ResourceKind, object: ApiObject): FieldError[] {
  const spec = object['spec'];
  if (kind.kind === 'Pod') return isRecord(spec) ? podSpecErrors(spec, 'spec') : [required('spec.containers')];
  if (!['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job'].includes(kind.kind)) return [];
  const template = valueAt(spec, 'template.spec');
  const templateErrors = isRecord(template) ? podSpecErrors(template, 'spec.template.spec') : [required('spec.template.spec.containers')];
  return kind.kind === 'Job' ? templateErrors : [...selectorErrors(spec), ...templateErrors];
}

function selectorErrors(spec: unknown): FieldError[] {
  const selector = valueAt(spec, 'selector.matchLabels');
  if (!isRecord(selector)) return valueAt(spec, 'selector') === undefined ? [required('spec.selector')] : [];
  const labels = valueAt(spec, 'template.metadata.labels');
  const matches = Object.entries(selector).every(([key, value]) => isRecord(labels) && labels[key] === value);
  if (matches) return [];
  return [wrong('spec.template.metadata.labels', isRecord(labels) ? labels : {}, '`selector` does not match template `labels`')];
}

function podSpecErrors(spec: Record<string, unknown> & Partial<PodSpec>, at: string): FieldError[] {
  const containers = spec.containers ?? [];
  const volumes = spec.volumes ?? [];
  const names = volumes.map((each) => each.name);
  return [
    ...names.flatMap((name, index): FieldError[] =>
      names.indexOf(name) === index
        ? []
        : [{ reason: 'FieldValueDuplicate', field: `${at}.volumes[${index}].name`, message: `Duplicate value: "${name}"` }],
    ),
    ...(containers.length === 0 ? [required(`${at}.containers`)] : []),
    ...containers.flatMap((each, index) => containerErrors(each, `${at}.containers[${index}]`, names)),
    ...(spec.initContainers ?? []).flatMap((each, index) => initContainerErrors(each, `${at}.initContainers[${index}]`, names)),
  ];
}

/** What only a sidecar may have, which is an init container that is restarted. */
function initContainerErrors(container: Container, at: string, volumes: readonly string[]): FieldError[] {
  const ofSidecar = container.restartPolicy === 'Always' ? [] : ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'].filter((field) => container[field] !== undefined);
  const forbidden = ofSidecar.map((field): FieldError => ({ reason: 'FieldValueForbidden', field: `${at}.${field}`, message: 'Forbidden: may not be set for init containers without restartPolicy=Always' }));
  return [...containerErrors(container, at, volumes), ...forbidden];
}

function containerErrors(container: Container, at: string, volumes: readonly string[]): FieldError[] {
  const mounts = container.volumeMounts ?? [];
  const paths = mounts.map((each) => each.mountPath);
  return [
    ...(container.name ? [] : [required(`${at}.name`)]),
    ...(container.image ? [] : [required(`${at}.image`)]),
    ...mounts.flatMap((mount, index): FieldError[] => {
      const field = `${at}.volumeMounts[${index}]`;
      const unknownVolume: FieldError[] = volumes.includes(mount.name)
        ? []
        : [{ reason: 'FieldValueNotFound', field: `${field}.name`, message: `Not found: "${mount.name}"` }];
      const taken = paths.indexOf(mount.mountPath) < index;
      return [...unknownVolume, ...(taken ? [wrong(`${field}.mountPath`, mount.mountPath, 'must be unique')] : [])];
    }),
  ];
}

/** What can't be changed after creation. */
function changeErrors(kind: ResourceKind, before: ApiObject, after: ApiObject): FieldError[] {
  const immutable = (path: string): FieldError[] => {
    const value = valueAt(after, path);
    return sameJson(valueAt(before, path), value) ? [] : [wrong(path, value, 'field is immutable')];
  };
  switch (kind.kind) {
    case 'Job':
      return [...immutable('spec.selector'), ...immutable('spec.template')];
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return immutable('spec.selector');
    case 'Pod':
      return podChangeErrors(before, after);
    default:
      return [];
  }
}

const changeablePodFields =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

function podChangeErrors(before: ApiObject, after: ApiObject): FieldError[] {
  const fixed = (object: ApiObject) => {
    const { activeDeadlineSeconds: _a, terminationGracePeriodSeconds: _b, tolerations: _c, ...spec } = { ...podSpecOf(object) };
    const withoutImages = (containers: readonly Container[] = []) => containers.map(({ image: _image, ...rest }) => rest);
    return { ...spec, containers: withoutImages(spec.containers), initContainers: withoutImages(spec.initContainers) };
  };
  if (sameJson(fixed(before), fixed(after))) return [];
  return [{ reason: 'FieldValueForbidden', field: 'spec', message: `Forbidden: ${changeablePodFields}` }];
}

function podSpecOf(object: ApiObject): PodSpec {
  return (object as Pod).spec;
}
