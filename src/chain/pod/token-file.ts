import { dryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { podGroups } from '../../evidence/pods.ts';
import { workload } from '../../evidence/workload.ts';
import { answer, defineCheck, ok, skip } from '../check.ts';
import { wrongTokenFile, wrongTokenFileProblems } from './wrong-token-file.ts';

export const tokenFile = defineCheck({
  id: 'pod/token-file',
  title: 'the containers look for the token where it is mounted',
  each: 'target',
  reads: [workload, answer(podGroups), answer(dryRun), entrances],
  problems: wrongTokenFileProblems,
  run([{ owner }, groups, tried, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    const ofPods = groups.state === 'known' ? groups.value.map(({ shape }) => shape) : [];
    const shapes = ofPods.length > 0 ? ofPods : tried.state === 'known' && tried.value.result === 'admitted' ? [tried.value.shape] : [];
    for (const shape of shapes) {
      const wrong = wrongTokenFile(owner, shape);
      if (wrong !== undefined) return { outcome: 'fail', found: wrong };
    }
    return ok();
  },
});

