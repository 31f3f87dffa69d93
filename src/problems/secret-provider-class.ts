/** Steps and words that the problems of the secrets store driver share. */
import type { ParameterName } from '../evidence/provider-parameters.ts';
import type { Owner } from '../evidence/subject.ts';
import type { BindMend } from './bind-offer.ts';
import { recreatePods } from './mend.ts';
import { kubectl, note, word, type Step } from './step.ts';

/** A mount as the problems speak of it. */
export interface MountRef {
  readonly namespace: string;
  readonly secretProviderClass: string;
  readonly volume: string;
  readonly owner: Owner;
  /** Parameters that the pod's volume sets in place of the class. */
  readonly overridden?: readonly string[];
}

export function classCalled({ secretProviderClass }: Pick<MountRef, 'secretProviderClass'>): string {
  return `secretproviderclass/${secretProviderClass}`;
}

/** Where a parameter stands: the pod's volume wins over the class. */
export function placeOf(mount: MountRef, parameter: string): string {
  return mount.overridden?.includes(parameter) === true ? `volume ${mount.volume}` : classCalled(mount);
}

/** Sets parameters of the class by one patch; `null` takes one away. A value that is not known is a placeholder. */
export function setParameters(title: string, mount: MountRef, parameters: Readonly<Record<string, string | null>>): Step {
  const fromVolume = Object.keys(parameters).filter((name) => mount.overridden?.includes(name));
  if (fromVolume.length > 0) {
    return note(`${title.charAt(0).toUpperCase()}${title.slice(1)}: ${fromVolume.join(', ')} stands in the volumeAttributes of volume ${word(mount.volume, 'dns-name', 'volume')} in the template, which win over the class.`);
  }
  return patchClass(title, mount, { spec: { parameters } });
}

export function patchClass(title: string, { namespace, secretProviderClass }: MountRef, body: unknown): Step {
  return kubectl(title, 'patch', `secretproviderclass/${word(secretProviderClass, 'dns-name', 'secret-provider-class')}`, '-n', word(namespace, 'dns-name', 'namespace'), '--type', 'merge', '-p', JSON.stringify(body));
}

export function editClass(title: string, { namespace, secretProviderClass }: MountRef): Step {
  return kubectl(title, 'edit', `secretproviderclass/${word(secretProviderClass, 'dns-name', 'secret-provider-class')}`, '-n', word(namespace, 'dns-name', 'namespace'));
}

/** The parameter objects as the provider reads it: a text with a list, of which each item is a text again. */
export const oneSecret = `array:\n  - |\n    objectName: ${word(undefined, 'secret-name', 'secret')}\n    objectType: secret\n`;
export const moreObjects: Step = note('For each further object repeat the three lines from "- |" on, with the same indentation; objectType is secret, key or cert.');

/** A pod that waits mounts by itself once it can; one that runs keeps its files until it is made anew. */
export function mountAgain(owner: Owner): readonly Step[] {
  return [note('Pods that are in ContainerCreating need nothing: they mount the volume by themselves within two minutes.'), ...recreatePods(owner, []).map((step) => ({ ...step, title: `${step.tool === 'note' ? 'Only if pods are Running:' : 'only if pods are Running,'} ${step.title}` }))];
}

/** How bind corrects these parameters of the class; undefined where the pod's volume says one in place of it. */
export function bindClass({ overridden = [] }: MountRef, parameters: readonly ParameterName[], mend: BindMend): BindMend | undefined {
  return parameters.some((name) => overridden.includes(name)) ? undefined : mend;
}

export const exampleMount: MountRef = { namespace: 'shop', secretProviderClass: 'orders', volume: 'secrets', owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } };
