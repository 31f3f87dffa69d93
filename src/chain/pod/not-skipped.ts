import { entrances } from '../../evidence/entrances.ts';
import { asksForProxy, skippedContainers } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import type { Container } from '../../evidence/subject.ts';
import { clientIdVariable } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { podContainerSkipped } from '../../problems/pod/pod-container-skipped.ts';
import { found } from '../../problems/problem.ts';
import { note, word } from '../../problems/step.ts';
import { answer, defineCheck, ok, skip, undecided, warn } from '../check.ts';

export const notSkipped = defineCheck({
  id: 'pod/not-skipped',
  title: 'no container that is set up for Azure is in skip-containers',
  each: 'target',
  reads: [workload, answer(podGroups), entrances],
  problems: [podContainerSkipped],
  run([{ owner, template }, groups, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const shape = template ?? (groups.state === 'known' ? groups.value[0]?.shape : undefined);
    if (shape === undefined) return skip('no template and no pod');
    const skipped = skippedContainers(shape);
    // a pod whose proxy signs in is wired as well, whatever is skipped
    const wired = asksForProxy(shape) || shape.containers.some(({ init, name }) => !init && !skipped.includes(name));
    for (const container of shape.containers) {
      const needs = skipped.includes(container.name) ? needsAzure(container) : undefined;
      if (needs === undefined) continue;
      const data = { owner, container: container.name, needs };
      // left out on purpose as likely as by mistake: it may log in in a way of its own
      if (wired) return warn(podContainerSkipped, data);
      return undecided([found(podContainerSkipped, data)], [note(`See how container ${word(container.name, 'dns-name', 'container')} signs in: no container of the pod is given a token.`)], 'every container is skipped');
    }
    return ok();
  },
});

/** What of the container says that it means to log in to Azure. */
export function needsAzure({ variables }: Container): string | undefined {
  if (variables.some(({ name }) => /^AZURE_(CLIENT_SECRET|CLIENT_CERTIFICATE_PATH|USERNAME|PASSWORD)$/.test(name))) return undefined;
  const one = variables.find(({ name, value }) => name === clientIdVariable || (/VAULT/.test(name) && value !== undefined && value !== ''));
  return one === undefined ? undefined : `env ${one.name}`;
}
