import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checks } from '../../src/chain/checks.ts';
import { problems } from '../../src/problems/registry.ts';
import { unseen } from '../../src/problems/unseen/index.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { calm, standings, type AccuracySources, type Standing } from './accuracy.ts';
import { catalogue, groups } from './catalogue.ts';

const sources: AccuracySources = { catalogue, groups, problems, checks, unseen, scenarios };
const all = standings(sources);
const namesOf = (wanted: (one: Standing) => boolean): readonly string[] => all.filter(wanted).map(({ entry }) => entry.name);

describe('every cause of the catalogue', () => {
  test('stands there once, in a group that there is', () => {
    const names = catalogue.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(catalogue.filter(({ group }) => !groups.some(({ id }) => id === group)), []);
  });

  test('is told, shown to be no failure, or said to be beyond what can be seen', () => {
    assert.deepEqual(namesOf(({ how }) => how === 'untold'), []);
  });

  test('that has a code of its own is shown by a scenario, unless it only ever follows from another', () => {
    // the sidecar lacks the tenant that the account leaves empty
    assert.deepEqual(namesOf(({ how, scenarios: shown }) => how === 'own' && shown.length === 0), ['proxy-tenant-missing']);
    assert.ok(problems.length >= 180);
  });

  test('is nearly always named by a scenario', () => {
    const named = all.filter(({ entry, how, scenarios: shown }) => entry.severity !== 'I' && (how === 'own' || how === 'covered') && shown.length > 0);
    assert.ok(named.length >= 240, String(named.length));
  });
});

test('no problem covers more than four causes, and each of them is one of the catalogue', () => {
  const names = new Set(catalogue.map(({ name }) => name));
  assert.deepEqual(problems.filter(({ covers = [] }) => covers.length > 4).map(({ name }) => name), []);
  assert.deepEqual(problems.flatMap(({ covers = [] }) => covers.filter((name) => !names.has(name))), []);
});

test('at least fifty worlds that are odd and right have no finding', () => {
  assert.ok(calm(scenarios).length >= 50);
});

test('what nothing knows of is seen to be untold', () => {
  const [one] = standings({ ...sources, catalogue: [{ name: 'pod-on-the-moon', group: '2C', severity: 'B', frequency: 1, evidence: 'unverified' }] });
  assert.equal(one?.how, 'untold');
});
