import type { Owner, PodShape } from '../evidence/subject.ts';
import { objectPath, resources } from '../evidence/workload-collections.ts';
import { boundAnnotation, useLabel } from '../evidence/workload-identity-keys.ts';
import { labelTemplate, recreatePods } from '../problems/mend.ts';
import { note } from '../problems/step.ts';
import { containerOf, mountsClass, mountText, volumeOf } from './csi.ts';
import type { Facts } from './facts.ts';
import { isOwned, ownFields } from './owned-fields.ts';
import { unchanged, type ChangedField, type PlannedChange, type Refusal } from './plan.ts';
import { recordOf } from './record.ts';

const part = 'pod template';
/** What has a template that can be changed, and where. */
export const templateForms: { readonly [kind in Owner['kind']]?: { readonly kind: string; readonly template: readonly string[] } } = {
  deployment: { kind: 'Deployment', template: ['spec', 'template'] },
  statefulset: { kind: 'StatefulSet', template: ['spec', 'template'] },
  daemonset: { kind: 'DaemonSet', template: ['spec', 'template'] },
  cronjob: { kind: 'CronJob', template: ['spec', 'jobTemplate', 'spec', 'template'] },
};

/** The template from which new pods get the label and the account; undefined where a service account alone is bound. */
export function planTemplate(facts: Facts): PlannedChange | Refusal | undefined {
  const { workload, account, groups, shape } = facts;
  const pods = groups.reduce((sum, group) => sum + group.pods.length, 0);
  const owned = ownFields(facts.objects.workload);
  const { owner, template, managedBy } = workload;
  if (workload.target.kind === 'serviceaccount') return undefined;
  const object = `${owner.kind}/${owner.name}`;
  const label = shape?.labels[useLabel];
  // the driver asks for no label: it signs in by itself
  const wantsLabel = facts.csi?.asked !== true;
  const mount = shape === undefined ? undefined : mountOf(facts, shape);
  if (mount?.state === 'impossible') return { what: mount.why, steps: [], exitCode: 2 };
  const fields: ChangedField[] = [];
  if (wantsLabel && label !== 'true') fields.push({ name: `label ${useLabel}`, ...(label === undefined ? {} : { was: label }), now: 'true' });
  if (shape !== undefined && shape.serviceAccount !== account.name) fields.push({ name: 'serviceAccountName', was: shape.serviceAccount, now: account.name });
  if (mount?.state === 'missing') fields.push({ name: 'volume', now: mount.text });
  if (shape !== undefined && fields.length === 0) return unchanged(part, object);
  const form = templateForms[owner.kind];
  if (form === undefined || template === undefined) {
    return {
      what: `${object} cannot be changed while it is there: ${fields.map(({ name, now = '' }) => `${name}: ${now}`).join(' and ')} belongs into its manifest`,
      steps: [note(`Put that into the manifest of ${object}, delete it and create it anew.`)],
    };
  }
  // every apply has to repeat what is ours already, or it would be taken away
  const ownsAccount = isOwned(owned, ...form.template, 'spec', 'serviceAccountName');
  const ownsLabel = isOwned(owned, ...form.template, 'metadata', 'labels', useLabel);
  const ownsVolume = isOwned(owned, ...form.template, 'spec', 'volumes');
  const spec = {
    ...(template.serviceAccount !== account.name || ownsAccount ? { serviceAccountName: account.name } : {}),
    ...(mount?.state === 'missing' || (mount !== undefined && ownsVolume) ? mount.spec : {}),
  };
  const desired = {
    ...((wantsLabel && label !== 'true') || ownsLabel ? { metadata: { labels: { [useLabel]: 'true' } } } : {}),
    ...(Object.keys(spec).length === 0 ? {} : { spec }),
  };
  const { group, version } = resources[owner.kind];
  const path = objectPath(owner);
  const body = {
    apiVersion: `${group}/${version}`,
    kind: form.kind,
    metadata: { name: owner.name, namespace: owner.namespace, annotations: { [boundAnnotation]: recordOf(facts) } },
    ...nested(form.template, desired),
  };
  return {
    change: {
      part,
      action: 'update',
      object,
      fields,
      notes: [...rollout(owner, pods), ...(managedBy === undefined ? [] : [`${managedBy} manages ${object}: put the same into its source, or it may take it back.`])],
      steps: wantsLabel ? labelTemplate(owner) : [note(`Put that into the template of ${object}; new pods follow.`)],
    },
    deed: { kind: 'apply', path, object: body },
  };
}

type MountState =
  | { readonly state: 'there' | 'missing'; readonly text: string; readonly spec: NonNullable<ReturnType<typeof volumeOf>> }
  | { readonly state: 'impossible'; readonly why: string };

/** The volume of the secrets store driver that the template is to have; undefined where none is asked for, nor was set up earlier. */
function mountOf({ csi, workload }: Facts, shape: PodShape): MountState | undefined {
  if (csi === undefined) return undefined;
  const { name, container } = csi.request;
  const spec = volumeOf(csi.request, shape);
  if (spec === undefined) return { state: 'impossible', why: `${workload.owner.kind}/${workload.owner.name} has no container ${container ?? ''}: it has ${shape.containers.map((one) => one.name).join(', ')}` };
  return { state: mountsClass(shape, name) || !csi.asked ? 'there' : 'missing', text: mountText(name, containerOf(container, shape) ?? ''), spec };
}

function rollout(owner: Owner, pods: number): readonly string[] {
  if (owner.kind === 'cronjob') return ['The next run has it.'];
  if (owner.standsStill === undefined) return [pods === 0 ? 'No pod runs now.' : `This rolls out ${pods} ${pods === 1 ? 'pod' : 'pods'}.`];
  return [`No pod is replaced by this: ${recreatePods(owner, []).map(({ title }) => title).join('; ')}`];
}

/** A value below a path of fields. */
export function nested(path: readonly string[], value: unknown): Readonly<Record<string, unknown>> {
  return path.reduceRight<unknown>((inside, name) => ({ [name]: inside }), value) as Readonly<Record<string, unknown>>;
}
