import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../check.ts';
import { kedaSignsIn } from './keda-signs-in.ts';

const owner = { kind: 'deployment', namespace: 'keda', name: 'keda-operator' };

function judge(provider: string, version?: string): Outcome {
  const labels = version === undefined ? {} : { 'app.kubernetes.io/version': version };
  const authentications = { state: 'known', value: [{ kind: 'triggerauthentication', namespace: 'shop', name: 'queue', providers: [provider] }] };
  return kedaSignsIn.run([{ owner, labels: {}, template: { labels } }, authentications] as never, {} as never);
}

test('provider azure is unknown to KEDA since 2.15', () => {
  assert.equal(judge('azure', '2.15.0').outcome, 'fail');
  assert.equal(judge('azure', 'v3.0.1').outcome, 'fail');
  assert.equal(judge('azure', '2.14.1').outcome, 'ok');
  assert.equal(judge('azure-workload', '2.17.2').outcome, 'ok');
});

test('of a KEDA that does not tell its version it stays open', () => {
  assert.equal(judge('azure').outcome, 'undecided');
});
