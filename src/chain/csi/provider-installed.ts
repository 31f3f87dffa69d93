import type { Answer } from '../../evidence/answer.ts';
import { mountingPods } from '../../evidence/mounting-pods.ts';
import { secretProviderClass, type SecretProviderClass } from '../../evidence/secret-provider-class.ts';
import { secretsStorePods } from '../../evidence/secrets-store-installation.ts';
import { workload } from '../../evidence/workload.ts';
import { csiProviderMissing } from '../../problems/csi/csi-provider-missing.ts';
import { answer, defineCheck, fail, ok, skip } from '../check.ts';
import { podsOf } from './mounted-pods.ts';
import { mountRef } from './mount-ref.ts';

export const providerInstalled = defineCheck({
  id: 'csi/provider-installed',
  title: "the Azure provider is ready on the pods' nodes",
  each: 'mount',
  reads: [secretsStorePods, answer(mountingPods), answer(secretProviderClass), workload],
  problems: [csiProviderMissing],
  run([{ sets, pods: serving }, pods, found, { owner }], { mount }) {
    if (isForeign(found)) return skip('the class is of another provider');
    const providers = sets.filter(({ component }) => component === 'provider');
    const [set] = providers;
    if (set === undefined) return fail(csiProviderMissing, { ...mountRef(mount, owner), nodes: [] });
    const served = new Set(serving.flatMap(({ component, node, ready }) => (component === 'provider' && ready ? [node] : [])));
    const own = pods.state === 'known' ? podsOf(mount, pods.value) : [];
    const without = [...new Set(own.flatMap(({ node }) => (node === undefined || served.has(node) ? [] : [node])))];
    if (without.length > 0) return fail(csiProviderMissing, { ...mountRef(mount, owner), nodes: without, set: { namespace: set.namespace, name: set.name } });
    return ok(set.version === undefined ? set.name : `${set.name} ${set.version}`);
  },
});

function isForeign(found: Answer<SecretProviderClass>): boolean {
  return found.state === 'known' && found.value.provider !== '' && !/azure|key-?vault/i.test(found.value.provider);
}
