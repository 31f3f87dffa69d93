import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csiPodSaDefault } from '../../problems/csi/csi-pod-sa-default.ts';
import { ficNone } from '../../problems/federated-credential/fic-none.ts';
import { describeProblem } from '../../problems/problem.ts';
import { problemOfDifference } from './found-difference.ts';

const { owner, nearest, presented } = csiPodSaDefault.example;
const { issuer, audience } = ficNone.example.presented;

function mendOf(templateAccount: string | undefined): readonly string[] {
  const data = { identity: ficNone.example.identity, presented: { issuer, subject: presented, audience } };
  const credential = { name: nearest.name, issuer, subject: nearest.value, audiences: [audience] };
  const login = { entrance: 'csi', namespace: 'shop', serviceAccount: 'default' };
  const problem = problemOfDifference({ credential, differs: { kind: 'subject' } }, data, login as never, owner, {}, templateAccount);
  assert.equal(problem.problem.name, csiPodSaDefault.name);
  return describeProblem(problem).fix.flatMap(({ tool, argv }) => (tool === 'note' ? [] : [argv.slice(0, 2).join(' ')]));
}

test('pods that mount as default are mended by their template, unless it names an account by now', () => {
  assert.deepEqual(mendOf(undefined), ['kubectl patch']);
  assert.deepEqual(mendOf('default'), ['kubectl patch']);
  assert.deepEqual(mendOf('orders'), ['kubectl rollout']);
});
