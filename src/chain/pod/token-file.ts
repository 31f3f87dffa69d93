import { dryRun } from '../../evidence/dry-run.ts';
import { entrances } from '../../evidence/entrances.ts';
import { isLabelled } from '../../evidence/pod-shape.ts';
import { podGroups } from '../../evidence/pods.ts';
import { workload } from '../../evidence/workload.ts';
import { answer, defineCheck, ok, skip, unseen } from '../check.ts';
import { tokenFileOfOthers, tokenFileOfSkipped, wrongTokenFile, wrongTokenFileProblems } from './wrong-token-file.ts';

export const tokenFile = defineCheck({
  id: 'pod/token-file',
  title: 'the containers look for the token where it is mounted',
  each: 'target',
  reads: [workload, answer(podGroups), answer(dryRun), entrances],
  problems: wrongTokenFileProblems,
  run([owning, groups, tried, { webhook }]) {
    if (!webhook) return skip('nothing here asks for the webhook');
    // pods that were never injected have no token anywhere: what a new one would get tells whether the path is right
    const ofPods = groups.state === 'known' ? groups.value.map(({ shape }) => shape).filter(isLabelled) : [];
    const shapes = ofPods.length > 0 ? ofPods : tried.state === 'known' && tried.value.result === 'admitted' ? [tried.value.shape] : [];
    for (const shape of shapes) {
      const wrong = wrongTokenFile(owning, shape) ?? tokenFileOfSkipped(owning.owner, shape);
      if (wrong !== undefined) return { outcome: 'fail', found: wrong };
      const others = tokenFileOfOthers(shape);
      if (others !== undefined) return unseen({ state: 'unknown', gap: { reason: 'not-asked', needs: `a look into a pod: what puts a token at ${others}` } });
    }
    return ok();
  },
});

