import type { Answer } from '../../evidence/answer.ts';
import { kedaAuthentications } from '../../evidence/keda-authentications.ts';
import { workload, type Workload } from '../../evidence/workload.ts';
import { kedaPodidentityRemoved } from '../../problems/pod/keda-podidentity-removed.ts';
import { found } from '../../problems/problem.ts';
import { kubectl, word } from '../../problems/step.ts';
import { defineCheck, fail, ok, skip, undecided, unseen, when } from '../check.ts';

function isKeda(owning: Answer<Workload>): boolean {
  const labels = owning.state === 'known' ? owning.value.template?.labels : undefined;
  return labels?.['app'] === 'keda-operator' || labels?.['app.kubernetes.io/name'] === 'keda-operator';
}

export const kedaSignsIn = defineCheck({
  id: 'pod/keda-signs-in',
  title: 'what KEDA is told to sign in with is something it knows',
  each: 'target',
  reads: [workload, when(kedaAuthentications, isKeda, workload)],
  problems: [kedaPodidentityRemoved],
  run([{ owner, labels, template }, authentications]) {
    if (authentications.state === 'not-needed') return skip('this is not the operator of KEDA');
    if (authentications.state === 'absent') return skip('the kinds of KEDA are not served');
    if (authentications.state !== 'known') return unseen(authentications);
    const old = authentications.value.filter(({ providers }) => providers.includes('azure'));
    if (old.length === 0) return ok(`${authentications.value.length} looked at`);
    const version = template?.labels['app.kubernetes.io/version'] ?? labels['app.kubernetes.io/version'];
    const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version ?? '') ?? [];
    const data = { owner, objects: old.map(({ kind, namespace, name }) => ({ kind, name, ...(namespace === undefined ? {} : { namespace }) })), ...(version === undefined ? {} : { version }) };
    if (major === undefined || minor === undefined) {
      return undecided([found(kedaPodidentityRemoved, data)], [kubectl('see which version of KEDA runs', 'get', `deployment/${word(owner.name, 'dns-name', 'deployment')}`, '-n', word(owner.namespace, 'dns-name', 'namespace'), '-o', 'wide')], 'provider azure, and the version of KEDA is not told');
    }
    if (Number(major) < 2 || (Number(major) === 2 && Number(minor) < 15)) return ok(`KEDA ${version ?? ''} still knows provider azure`);
    return fail(kedaPodidentityRemoved, data);
  },
});
