import type { ParameterName, Parameters } from '../../evidence/provider-parameters.ts';
import type { Mount, Owner } from '../../evidence/subject.ts';
import type { MountRef } from '../../problems/secret-provider-class.ts';

/** A mount as the problems speak of it. */
export function mountRef({ namespace, secretProviderClass, volume, overrides }: Mount, owner: Owner): MountRef {
  const overridden = Object.keys(overrides);
  return { namespace, secretProviderClass, volume, owner, ...(overridden.length === 0 ? {} : { overridden }) };
}

/** A parameter that somebody meant to be this one: the same letters in another case, or with signs between them. */
export function nearMiss(unread: readonly string[], ...meant: readonly RegExp[]): { readonly nearMiss?: string } {
  const found = unread.find((name) => meant.some((pattern) => pattern.test(name)));
  return found === undefined ? {} : { nearMiss: found };
}

/** Whether the class has one of these parameters with nothing in it: what stands there is somebody's. */
export function standsEmpty(parameters: Parameters, ...names: readonly ParameterName[]): { readonly empty?: true } {
  return names.some((name) => parameters[name] !== undefined) ? { empty: true } : {};
}
