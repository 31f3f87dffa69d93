/** Mends of a pod template by one command, where its controller takes them and makes the pods anew by itself. */
import type { Target } from '../evidence/subject.ts';
import { reference } from './mend.ts';
import { kubectl, note, word, type Step } from './step.ts';

const changeable: ReadonlySet<Target['kind']> = new Set(['deployment', 'statefulset', 'daemonset', 'cronjob']);

function inNamespace({ namespace }: Target): readonly [string, string] {
  return ['-n', word(namespace, 'dns-name', 'namespace')];
}

function byManifest(owner: Target, what: string): Step {
  return note(`${what.charAt(0).toUpperCase()}${what.slice(1)}, in the manifest that ${reference(owner)} comes from, and make the pods anew.`);
}

/** Opens the template in an editor, for what one command cannot say. */
export function editTemplate(owner: Target, what: string): Step {
  if (!changeable.has(owner.kind)) return byManifest(owner, what);
  return kubectl(`${what} in the template; new pods follow`, 'edit', reference(owner), ...inNamespace(owner));
}

/** Takes variables out of a container, so that the webhook sets them. */
export function unsetVariables(owner: Target, container: string, variables: readonly string[], why: string): Step {
  if (!changeable.has(owner.kind)) return byManifest(owner, `take ${variables.join(', ')} out of container ${word(container, 'dns-name', 'container')}`);
  return kubectl(`take it out of the template: ${why}; new pods follow`, 'set', 'env', reference(owner), ...inNamespace(owner), '-c', word(container, 'dns-name', 'container'), ...variables.map((name) => `${name}-`));
}

/** Leaves the containers that remain in skip-containers, or takes the annotation away with the last. */
export function skipOnly(owner: Target, names: readonly string[], title: string): Step {
  if (!changeable.has(owner.kind)) return byManifest(owner, title);
  const value = names.length === 0 ? null : names.map((name) => word(name, 'dns-name', 'container')).join(';');
  const template = { template: { metadata: { annotations: { 'azure.workload.identity/skip-containers': value } } } };
  const spec = owner.kind === 'cronjob' ? { jobTemplate: { spec: template } } : template;
  return kubectl(`${title}; new pods follow`, 'patch', reference(owner), ...inNamespace(owner), '--type', 'merge', '-p', JSON.stringify({ spec }));
}

/** Corrects a csi volume of the template; the list is merged by the volume's name. */
export function correctCsiVolume(owner: Target, volume: string, csi: unknown, what: string): Step {
  if (!changeable.has(owner.kind)) return byManifest(owner, `${what} of volume ${word(volume, 'dns-name', 'volume')}`);
  const pod = { template: { spec: { volumes: [{ name: word(volume, 'dns-name', 'volume'), csi }] } } };
  const spec = owner.kind === 'cronjob' ? { jobTemplate: { spec: pod } } : pod;
  return kubectl(`${what}; new pods follow`, 'patch', reference(owner), ...inNamespace(owner), '--type', 'strategic', '-p', JSON.stringify({ spec }));
}
