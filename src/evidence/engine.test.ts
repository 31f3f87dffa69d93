import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { KubeConfigError } from '../kube/kube-config-error.ts';
import { steps } from '../sandbox/scenarios/shop.ts';
import { withQuestions } from '../../test/scenarios/questions.ts';
import { WireFailure, type WireFault } from '../wire/failure.ts';
import { answerId } from './answer-id.ts';
import { absent, known, unknown, type Answer } from './answer.ts';
import { createEngine, type Engine, type Ports } from './engine.ts';
import { defineQuestion, type Plain, type Question, type World } from './question.ts';
import type { Right } from './right.ts';
import type { Target } from './subject.ts';
import { workload } from './workload.ts';

/** The questions of these tests ask nothing of a port. */
function engine(): Engine {
  return createEngine({} as Ports);
}

function question<V>(name: string, ask: (key: Plain, world: World) => Promise<Answer<V>>, rights: readonly Right[] = []): Question<unknown, Plain, V> {
  return defineQuestion({ name, rights, key: () => null, ask });
}

function failing(fault: WireFault, rights?: readonly Right[]): Question<unknown, Plain, string> {
  return question('the failing one', () => Promise.reject(new WireFailure('GET /it', fault)), rights);
}

describe('asking', () => {
  test('happens once per key, however many ask at the same time or later', async () => {
    const { world, asked } = engine();
    let calls = 0;
    const counted = question('counted', async (key) => {
      calls += 1;
      return known(JSON.stringify(key));
    });
    const answers = await Promise.all(Array.from({ length: 40 }, () => world.get(counted, { a: 1, b: [2] })));
    assert.equal(await world.need(counted, { b: [2], a: 1 }), '{"a":1,"b":[2]}');
    assert.deepEqual(new Set(answers), new Set([answers[0]]));
    assert.equal(calls, 1);
    await world.get(counted, { a: 2, b: [2] });
    assert.equal(asked.get('counted'), 2);
  });

  test('keeps questions with equal keys apart', async () => {
    const { world } = engine();
    const [one, other] = ['one', 'other'].map((name) => question(name, async () => known(name)));
    assert.ok(one !== undefined && other !== undefined);
    assert.deepEqual([await world.need(one, null), await world.need(other, null)], ['one', 'other']);
  });

  test('starts the moment somebody asks, and does not wait for others', async () => {
    const { world } = engine();
    const started: string[] = [];
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const slow = question('slow', async (key) => {
      started.push(String(key));
      await held;
      return known(key);
    });
    const both = question('both', async (_key, inner) => known(await Promise.all([inner.need(slow, 'a'), inner.need(slow, 'b')])));
    const answer = world.need(both, null);
    assert.deepEqual(started, ['a', 'b']);
    letGo();
    assert.deepEqual(await answer, ['a', 'b']);
  });

  test('goes to the API server once, through the real port', async () => {
    await withQuestions({ steps: steps() }, async ({ world }, cluster) => {
      const target: Target = { kind: 'deployment', namespace: 'shop', name: 'orders' };
      await Promise.all(Array.from({ length: 40 }, () => world.need(workload, { ...target })));
      const path = '/apis/apps/v1/namespaces/shop/deployments/orders';
      assert.equal(cluster.requests.filter((request) => request.path === path).length, 1);
    });
  });
});

describe('an answer that could not be had', () => {
  test('is a gap for who asks, not an error', async () => {
    const { world, bugs } = engine();
    const answer = await world.get(failing({ kind: 'timeout', afterMs: 5 }), null);
    assert.deepEqual(answer, { state: 'unknown', gap: { reason: 'timeout', needs: 'an answer to GET /it', detail: 'none within 5 ms' } });
    assert.deepEqual(bugs, []);
  });

  test('blocks who needs it, and names what would close the first gap and everything that waits', async () => {
    const { world } = engine();
    const right: Right = { where: 'cluster', verb: 'get', group: '', resource: 'secrets', scope: 'namespace', power: 'read' };
    const first = failing({ kind: 'status', status: 403, message: 'no' }, [right]);
    const second = question('second', async (key, inner) => known(await inner.need(first, key)));
    const third = question('third', async (key, inner) => known(await inner.need(second, key)));
    const answer = await world.get(third, { namespace: 'shop' });
    assert.deepEqual(answer, {
      state: 'unknown',
      gap: {
        reason: 'blocked',
        needs: 'get secrets in namespace shop',
        detail: 'no',
        problem: 'doctor-rbac-partial',
        waitedFor: ['second {"namespace":"shop"}', 'the failing one {"namespace":"shop"}'],
      },
    });
  });

  test('blocks who needs it where it is absent, and stays absent for who only looks', async () => {
    const { world } = engine();
    const gone = question('thing', async () => absent('not found'));
    const needy = question('needy', async (key, inner) => known(await inner.need(gone, key)));
    const looking = question('looking', async (key, inner) => known((await inner.get(gone, key)).state));
    assert.deepEqual(await world.get(needy, 1), { state: 'unknown', gap: { reason: 'blocked', needs: 'the thing', waitedFor: ['thing 1'] } });
    assert.equal(await world.need(looking, 1), 'absent');
  });

  test('is passed on as it is by who gets it whole', async () => {
    const { world } = engine();
    const gap = { reason: 'not-asked', needs: 'a flag' } as const;
    const told = question('told', async () => unknown(gap));
    const relay = question('relay', (key, inner) => inner.get(told, key));
    assert.deepEqual(await world.get(relay, null), { state: 'unknown', gap });
  });

  test('is one of the caller where the way to the API server fails for want of credentials', async () => {
    const { world, bugs } = engine();
    const expired = question('expired', () => Promise.reject(new KubeConfigError('the plugin failed', 'sign in', 4)));
    const answer = await world.get(expired, null);
    assert.equal(answer.state === 'unknown' && answer.gap.problem, 'kube-auth-expired');
    assert.deepEqual(bugs, []);
  });
});

describe('a bug in a question', () => {
  for (const thrown of [new TypeError("reading 'length' of undefined"), 'a string', undefined]) {
    test(`becomes a gap and is listed once, though many ask: ${String(thrown)}`, async () => {
      const { world, bugs } = engine();
      const broken = question('broken', () => Promise.reject(thrown));
      const needy = question('needy', async (key, inner) => known(await inner.need(broken, key)));
      const answers = await Promise.all([world.get(broken, 1), world.get(broken, 1), world.get(needy, 1)]);
      assert.deepEqual(answers.map(({ state }) => state), ['unknown', 'unknown', 'unknown']);
      const [first, , blocked] = answers;
      assert.ok(first?.state === 'unknown' && blocked?.state === 'unknown');
      assert.match(first.gap.needs, /"broken" to be mended/);
      assert.equal(blocked.gap.needs, first.gap.needs);
      assert.equal(bugs.length, 1);
    });
  }

  test('that throws before it waits is no different', async () => {
    const { world, bugs } = engine();
    const hasty = question('hasty', () => {
      throw new RangeError('at once');
    });
    assert.equal((await world.get(hasty, null)).state, 'unknown');
    assert.deepEqual(bugs.map(({ message }) => message), ['at once']);
  });
});

describe('the id of an answer', () => {
  const plain = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Plain);

  test('is one for equal keys, whatever the order of their fields', () => {
    const mixed = (value: Plain): Plain => {
      if (Array.isArray(value)) return (value as readonly Plain[]).map(mixed);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).reverse().map(([name, part]) => [name, mixed(part)]));
    };
    fc.assert(fc.property(plain, (key) => assert.equal(answerId({ name: 'q' }, mixed(key)), answerId({ name: 'q' }, key))));
  });

  test('differs for different keys', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const equal = (() => {
          try {
            assert.deepEqual(a, b);
            return true;
          } catch {
            return false;
          }
        })();
        assert.equal(answerId({ name: 'q' }, a) === answerId({ name: 'q' }, b), equal);
      }),
    );
    assert.notEqual(answerId({ name: 'q' }, { a: null }), answerId({ name: 'q' }, {}));
    assert.notEqual(answerId({ name: 'q' }, ['a', 'b']), answerId({ name: 'q' }, ['b', 'a']));
  });

  test('takes a field that is undefined for one that is not there', () => {
    assert.equal(answerId({ name: 'q' }, { a: 1, b: undefined }), answerId({ name: 'q' }, { a: 1 }));
  });
});
