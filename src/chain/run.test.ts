import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absent, known, unknown, type Answer } from '../evidence/answer.ts';
import { createEngine, type Ports } from '../evidence/engine.ts';
import { defineQuestion, type World } from '../evidence/question.ts';
import type { TargetSubject } from '../evidence/subject.ts';
import { kubeUnreachable } from '../problems/access/kube-unreachable.ts';
import { answer, defineCheck, fail, ok, unseen, when, type AnyCheck } from './check.ts';
import { runChecks, type Judgement } from './run.ts';

const subject: TargetSubject = { target: { kind: 'deployment', namespace: 'shop', name: 'orders' }, wishes: { exchange: true, read: true } };
const gap = { reason: 'forbidden', needs: 'a right' } as const;

function question<V>(name: string, ask: (world: World) => Promise<Answer<V>>) {
  return defineQuestion({ name, rights: [], key: (_subject: TargetSubject) => null, ask: (_key, world) => ask(world) });
}

const seven = question('seven', async () => known(7));
const gone = question('gone one', async () => absent());
const hidden = question<number>('the hidden one', async () => unknown(gap));

async function judge(...checks: readonly AnyCheck[]): Promise<{ readonly judgements: readonly Judgement[]; readonly crashed: readonly string[] }> {
  const crashed: string[] = [];
  // these questions ask nothing of a port
  const { world } = createEngine({} as Ports);
  const judgements = await runChecks(checks, subject, world, { crashed: ({ id }, error) => crashed.push(`${id}: ${error.message}`) });
  return { judgements, crashed };
}

const base = { title: 'it is', each: 'target', problems: [] } as const;

test('a check is given the values it reads, in their order, and says which answers those were', async () => {
  const check = defineCheck({ ...base, id: 'pod/a', reads: [seven, answer(gone), answer(hidden)], run: ([value, absence, unseenYet]) => ok(`${value} ${absence.state} ${unseenYet.state}`) });
  const { judgements } = await judge(check);
  assert.deepEqual(judgements.map(({ outcome, reads }) => [outcome, reads]), [[{ outcome: 'ok', note: '7 absent unknown' }, ['seven null', 'gone one null', 'the hidden one null']]]);
});

test('a check that needs a value which is a gap is unknown by it, and is not run', async () => {
  const check = defineCheck({ ...base, id: 'pod/a', reads: [seven, hidden], run: () => fail(kubeUnreachable, kubeUnreachable.example) });
  assert.deepEqual((await judge(check)).judgements[0]?.outcome, { outcome: 'unknown', gaps: [gap] });
});

test('a check that needs a value which is absent waits for it', async () => {
  const check = defineCheck({ ...base, id: 'pod/a', reads: [gone], run: () => ok() });
  assert.deepEqual((await judge(check)).judgements[0]?.outcome, { outcome: 'unknown', gaps: [{ reason: 'blocked', needs: 'the gone one', waitedFor: ['gone one null'] }] });
});

test('a check may look at a gap and still have nothing to say to it', async () => {
  const check = defineCheck({ ...base, id: 'pod/a', reads: [answer(hidden), answer(gone)], run: ([one, other]) => unseen(one, other) });
  assert.deepEqual((await judge(check)).judgements[0]?.outcome, { outcome: 'unknown', gaps: [gap] });
});

test('what is read only when needed is not asked otherwise, and makes nothing unknown', async () => {
  let asked = 0;
  const costly = question<number>('costly', async () => {
    asked += 1;
    return unknown(gap);
  });
  const reading = (needed: boolean): AnyCheck =>
    defineCheck({ ...base, id: 'pod/a', reads: [when(costly, () => needed, seven)], run: ([given]) => ok(given.state) });
  assert.deepEqual((await judge(reading(false))).judgements[0]?.outcome, { outcome: 'ok', note: 'not-needed' });
  assert.equal(asked, 0);
  assert.deepEqual((await judge(reading(true))).judgements[0]?.outcome, { outcome: 'ok', note: 'unknown' });
  assert.equal(asked, 1);
});

test('a check that crashes is unknown and reported as a bug, and stops no other check', async () => {
  const broken = defineCheck({
    ...base,
    id: 'pod/broken',
    reads: [seven],
    run: () => {
      throw new TypeError('no such thing');
    },
  });
  const sound = defineCheck({ ...base, id: 'pod/sound', reads: [seven], run: () => ok() });
  const { judgements, crashed } = await judge(broken, sound);
  assert.deepEqual(judgements.map(({ outcome }) => outcome.outcome), ['unknown', 'ok']);
  assert.deepEqual(crashed, ['pod/broken: no such thing']);
});

test('checks of subjects that cannot be listed are unknown, once each', async () => {
  // the pods of the target are a question to the API server, which these ports do not have
  const check = defineCheck({ ...base, each: 'pod-group', id: 'pod/a', reads: [], run: () => ok() });
  const { judgements } = await judge(check);
  assert.deepEqual(judgements.map(({ outcome, subject: { podGroup } }) => [outcome.outcome, podGroup]), [['unknown', undefined]]);
});
