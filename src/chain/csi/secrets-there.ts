import type { Answer } from '../../evidence/answer.ts';
import { containerStates, type PodContainerState } from '../../evidence/container-states.ts';
import { allSecretProviderClasses } from '../../evidence/secret-provider-class.ts';
import { mountedClasses } from '../../evidence/secrets-store-volume.ts';
import { workload } from '../../evidence/workload.ts';
import { csiSyncedSecretMissing } from '../../problems/csi/csi-synced-secret-missing.ts';
import { defineCheck, fail, ok, skip, unseen, when } from '../check.ts';

/** The Secret that a container waits for, by the kubelet's words. */
function missingSecret({ waiting }: PodContainerState): string | undefined {
  return waiting?.reason === 'CreateContainerConfigError' ? /^(?:Error: )?secret "([^"]{1,253})" not found$/.exec(waiting.message)?.[1] : undefined;
}

function waitsForSecret(states: Answer<readonly PodContainerState[]>): boolean {
  return states.state === 'known' && states.value.some((state) => missingSecret(state) !== undefined);
}

export const secretsThere = defineCheck({
  id: 'csi/secrets-there',
  title: 'no container waits for a Secret that a class would make',
  each: 'pod-group',
  reads: [containerStates, when(allSecretProviderClasses, waitsForSecret, containerStates), workload],
  problems: [csiSyncedSecretMissing],
  run([states, classes, { owner }], { podGroup: { id, pods, shape } }) {
    const [waiting] = states.flatMap((state) => {
      const secretName = state.podGroup === id ? missingSecret(state) : undefined;
      return secretName === undefined ? [] : [{ container: state.container, secretName }];
    });
    if (waiting === undefined) return shape.secretsStoreVolumes.length > 0 ? ok() : skip('no container waits for a Secret');
    if (classes.state !== 'known') return unseen(classes);
    const makers = classes.value.filter(({ namespace, secrets }) => namespace === owner.namespace && secrets.includes(waiting.secretName)).map(({ name }) => name);
    if (makers.length === 0) return skip(`Secret ${waiting.secretName} is missing, and no SecretProviderClass of the namespace makes it`);
    if (makers.some((name) => mountedClasses(shape).includes(name))) return skip('its class is mounted: why it made no Secret is judged by itself');
    return fail(csiSyncedSecretMissing, { owner, pods, ...waiting, classes: makers });
  },
});
