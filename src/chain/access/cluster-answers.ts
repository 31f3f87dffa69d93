import { workload } from '../../evidence/workload.ts';
import { kubeAuthExpired } from '../../problems/access/kube-auth-expired.ts';
import { kubeUnreachable } from '../../problems/access/kube-unreachable.ts';
import { found } from '../../problems/problem.ts';
import { answer, defineCheck, ok, undecided, unseen } from '../check.ts';

export const clusterAnswers = defineCheck({
  id: 'access/cluster-answers',
  title: 'the API server answers and shows the workload',
  each: 'target',
  reads: [answer(workload)],
  problems: [kubeUnreachable, kubeAuthExpired],
  run([owning]) {
    if (owning.state !== 'unknown') return ok();
    const { reason, detail = '', problem } = owning.gap;
    if (problem === 'kube-auth-expired') return undecided([found(kubeAuthExpired, { server: 'the API server' })], kubeAuthExpired.fix({ server: '' }));
    if (reason === 'unreachable' || reason === 'timeout') {
      const data = { server: 'the API server', detail };
      return undecided([found(kubeUnreachable, data)], kubeUnreachable.fix(data));
    }
    return unseen(owning);
  },
});
