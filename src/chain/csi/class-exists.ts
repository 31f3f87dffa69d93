import type { Answer } from '../../evidence/answer.ts';
import { allSecretProviderClasses, secretProviderClass, type SecretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcNameNotSet } from '../../problems/csi/spc-name-not-set.ts';
import { spcNotFound } from '../../problems/csi/spc-not-found.ts';
import { answer, defineCheck, fail, ok, unseen, when } from '../check.ts';
import { mountRef } from './mount-ref.ts';

function isMissing(found: Answer<SecretProviderClass>): boolean {
  return found.state === 'absent';
}

export const classExists = defineCheck({
  id: 'csi/class-exists',
  title: 'the SecretProviderClass is in the namespace of the pod',
  each: 'mount',
  reads: [answer(secretProviderClass), workload, when(allSecretProviderClasses, isMissing, secretProviderClass)],
  problems: [spcNameNotSet, spcNotFound],
  run([found, { owner }, all], { mount }) {
    if (mount.secretProviderClass === '') return fail(spcNameNotSet, mountRef(mount, owner));
    if (found.state === 'known') return ok();
    if (found.state === 'unknown') return unseen(found);
    const classes = all.state === 'known' ? all.value : [];
    return fail(spcNotFound, {
      ...mountRef(mount, owner),
      elsewhere: classes.flatMap(({ namespace, name }) => (name === mount.secretProviderClass && namespace !== mount.namespace ? [namespace] : [])),
      near: classes.flatMap(({ namespace, name }) => (namespace === mount.namespace && isNear(name, mount.secretProviderClass) ? [name] : [])),
    });
  },
});

/** One letter more, less or other: what a slip of the finger makes. */
function isNear(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  return short.slice(at + (short.length === long.length ? 1 : 0)) === long.slice(at + 1);
}
