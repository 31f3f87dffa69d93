import type { Answer } from '../../evidence/answer.ts';
import { entrances } from '../../evidence/entrances.ts';
import { environmentMaps } from '../../evidence/environment-maps.ts';
import { isSetByTemplate } from '../../evidence/logins.ts';
import { isInjected, valueOf, wiredContainers } from '../../evidence/pod-shape.ts';
import { workload, type Workload } from '../../evidence/workload.ts';
import { podEnvfromShadowed } from '../../problems/pod/pod-envfrom-shadowed.ts';
import { answer, defineCheck, ok, skip, warn, when } from '../check.ts';

function takesFromMaps(owning: Answer<Workload>): boolean {
  return owning.state === 'known' && owning.value.template?.containers.some(({ configMaps = [] }) => configMaps.length > 0) === true;
}

export const ownEnvironment = defineCheck({
  id: 'pod/own-environment',
  title: 'no value of a ConfigMap is covered by what the webhook injects',
  each: 'pod-group',
  reads: [answer(workload), when(environmentMaps, takesFromMaps, workload), entrances],
  problems: [podEnvfromShadowed],
  run([owning, maps, { webhook }], { podGroup: { shape } }) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (owning.state !== 'known' || maps.state === 'not-needed') return skip('no container takes its environment from a ConfigMap');
    // it works all the same: not to know is no reason to leave the whole open
    if (maps.state !== 'known') return skip('its ConfigMaps could not be read');
    const { owner } = owning.value;
    for (const container of wiredContainers(shape).filter((one) => isInjected(shape, one))) {
      for (const configMap of container.configMaps ?? []) {
        for (const [variable, given] of Object.entries(maps.value[configMap] ?? {})) {
          const used = isSetByTemplate(owning.value, container, variable) ? undefined : valueOf(container, variable);
          if (used !== undefined && used !== given) return warn(podEnvfromShadowed, { owner, container: container.name, configMap, variable, given, used });
        }
      }
    }
    return ok();
  },
});
