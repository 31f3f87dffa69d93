import { dryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { podGroups } from '../../evidence/pods.ts';
import { proxyContainer } from '../../evidence/workload-identity-keys.ts';
import { workload } from '../../evidence/workload.ts';
import { proxyBlocksJob } from '../../problems/webhook/proxy-blocks-job.ts';
import { answer, defineCheck, fail, ok, skip } from '../check.ts';

export const proxyEnds = defineCheck({
  id: 'webhook/proxy-ends',
  title: 'the proxy sidecar of a Job ends with it',
  each: 'target',
  reads: [workload, answer(podGroups), answer(dryRun), entrances],
  problems: [proxyBlocksJob],
  run([{ owner }, groups, tried, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    if (owner.kind !== 'job' && owner.kind !== 'cronjob') return skip('these pods are not meant to end');
    // what the next run would get counts more than pods of a webhook that is gone
    const shapes = tried.state === 'known' && tried.value.result === 'admitted' ? [tried.value.shape] : groups.state === 'known' ? groups.value.map(({ shape }) => shape) : [];
    const [proxy] = shapes.flatMap(({ containers }) => containers.filter(({ name }) => name === proxyContainer));
    if (proxy === undefined) return skip('no proxy is in them');
    return proxy.sidecar === true ? ok() : fail(proxyBlocksJob, { owner });
  },
});
