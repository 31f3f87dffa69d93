import type { Answer } from '../../evidence/answer.ts';
import { mountingPods, mountRecords } from '../../evidence/mounting-pods.ts';
import { secretProviderClass, type SecretProviderClass } from '../../evidence/secret-provider-class.ts';
import { providerEverywhere, secretsStoreDaemonSets } from '../../evidence/secrets-store-installation.ts';
import { workload } from '../../evidence/workload.ts';
import { csiProviderMissing } from '../../problems/csi/csi-provider-missing.ts';
import { found } from '../../problems/problem.ts';
import { kubectl, word } from '../../problems/step.ts';
import { answer, defineCheck, fail, ok, skip, undecided, warn } from '../check.ts';
import { everyPodMounted } from './mounted-pods.ts';
import { mountRef } from './mount-ref.ts';

export const providerInstalled = defineCheck({
  id: 'csi/provider-installed',
  title: 'the Azure provider is ready wherever the driver is',
  each: 'mount',
  reads: [secretsStoreDaemonSets, answer(mountingPods), answer(mountRecords), answer(secretProviderClass), workload],
  problems: [csiProviderMissing],
  run([sets, pods, records, ofClass, { owner }], { mount }) {
    if (isForeign(ofClass)) return skip('the class is of another provider');
    const providers = sets.filter(({ component }) => component === 'provider');
    const [set] = providers;
    const ref = mountRef(mount, owner);
    if (set === undefined) return fail(csiProviderMissing, ref);
    const data = { ...ref, set: { namespace: set.namespace, name: set.name, ready: set.ready, wanted: set.wanted } };
    if (providers.every(({ ready }) => ready === 0)) return fail(csiProviderMissing, data);
    if (providerEverywhere(sets)) return ok(set.version === undefined ? set.name : `${set.name} ${set.version}`);
    // it is missing on some node, and the pods may be on others
    if (everyPodMounted(mount, pods, records) === true) return warn(csiProviderMissing, data);
    return undecided(
      [found(csiProviderMissing, data)],
      [kubectl('see on which nodes it runs', 'get', 'pods', '-n', word(set.namespace, 'dns-name', 'namespace'), '-o', 'wide')],
      `${set.name} is ready on ${set.ready} of ${Math.max(set.wanted, ...sets.map(({ wanted }) => wanted))} nodes`,
    );
  },
});

function isForeign(found: Answer<SecretProviderClass>): boolean {
  return found.state === 'known' && found.value.provider !== '' && !/azure|key-?vault/i.test(found.value.provider);
}
