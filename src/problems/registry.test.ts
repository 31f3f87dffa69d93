import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import { checks } from '../chain/checks.ts';
import { links, type LinkName } from '../chain/link.ts';
import { entraCodes } from './entra-codes.ts';
import { describeProblem, type AnyProblem } from './problem.ts';
import { problems, retiredCodes } from './registry.ts';
import { unseen } from './unseen/index.ts';

/** First and last code of each link (`docs/architecture.md`). */
const ranges: { readonly [link in LinkName]: readonly [first: number, last: number] } = {
  access: [101, 199],
  webhook: [201, 299],
  pod: [300, 349],
  'service-account': [350, 399],
  issuer: [400, 449],
  token: [450, 499],
  identity: [500, 549],
  'federated-credential': [550, 599],
  exchange: [601, 699],
  'key-vault': [701, 799],
  csi: [801, 899],
};

/** What is of another time than the chain: pod identity v1, identity bindings, lifecycle, hygiene; on whichever link it shows. */
const legacy: readonly [first: number, last: number] = [900, 999];

/** Gaps: what the doctor itself may not do. The engine names them, no check does. */
const gaps = ['doctor-rbac-partial', 'doctor-no-tokenrequest'];

const names = new Set(problems.map(({ name }) => name));
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;

function repeated(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

describe('the registry', () => {
  test('gives each code and each name to one problem, and no retired code again', () => {
    assert.deepEqual(repeated(problems.map(({ code }) => code)), []);
    assert.deepEqual(repeated(problems.map(({ name }) => name)), []);
    assert.deepEqual(problems.filter(({ code }) => retiredCodes.includes(code)).map(({ code }) => code), []);
    assert.deepEqual(repeated(retiredCodes), []);
  });

  test('stands in the order of the chain', () => {
    const order = problems.map(({ link }) => links.indexOf(link));
    assert.deepEqual(order, [...order].sort((a, b) => a - b));
  });

  test('has every problem named by a check; what no check names is a gap', () => {
    const named = new Set(checks.flatMap((check) => check.problems));
    assert.deepEqual(problems.filter((problem) => !named.has(problem)).map(({ name }) => name).sort(), [...gaps].sort());
  });

  test('knows every problem that a check names', () => {
    const unknown = checks.flatMap(({ id, problems: named }) => named.filter((problem) => !problems.includes(problem)).map(({ name }) => `${id} names ${name}`));
    assert.deepEqual(unknown, []);
  });

  test('explains no problem by itself, not even in a roundabout way', () => {
    const explained = new Map(problems.map(({ name, explains = [] }) => [name, explains.map(({ problem }) => problem)]));
    const reached = (name: string, seen: ReadonlySet<string>): ReadonlySet<string> =>
      (explained.get(name) ?? []).reduce((all, next) => (all.has(next) ? all : reached(next, new Set([...all, next]))), seen);
    assert.deepEqual([...names].filter((name) => reached(name, new Set()).has(name)), []);
  });

  test('names nothing that is also said to be beyond what can be seen', () => {
    const covered = new Set(problems.flatMap(({ name, covers = [] }) => [name, ...covers]));
    assert.deepEqual(unseen.map(({ name }) => name).filter((name) => covered.has(name)), []);
    assert.deepEqual(repeated(unseen.map(({ name }) => name)), []);
    for (const { name, title, why, look } of unseen) {
      assert.match(name, kebab);
      assert.ok(look.length > 0 && /^[A-Z][^.]*$/.test(title) && /^[A-Z].*[.]$/s.test(why), name);
    }
  });

  test('knows what every AADSTS number points to, and has each number once', () => {
    assert.deepEqual(entraCodes.flatMap(({ aadsts, problems: causes }) => causes.filter((name) => !names.has(name)).map((name) => `${aadsts}: ${name}`)), []);
    assert.deepEqual(repeated(entraCodes.map(({ aadsts }) => String(aadsts))), []);
    for (const { aadsts, meaning, problems: causes } of entraCodes) {
      assert.match(meaning, /^[A-Z][^\n]*\.$/, String(aadsts));
      assert.deepEqual(repeated(causes), [], String(aadsts));
    }
  });
});

/** Everything that a problem says of its example. */
function textsOf(problem: AnyProblem): readonly string[] {
  const { what, why, evidence, fix } = describeProblem({ problem, data: problem.example });
  return [what, why, ...evidence.flatMap(({ label, value }) => [label, value]), ...fix.map(({ title }) => title)];
}

describe('every problem', () => {
  test('has a code of its link, a name in kebab case and a file of that name', () => {
    for (const { code, link, name } of problems) {
      const [first, last] = ranges[link];
      const number = Number(/^WI(\d{3})$/.exec(code)?.[1]);
      assert.ok((number >= first && number <= last) || (number >= legacy[0] && number <= legacy[1]), code);
      assert.match(name, kebab);
      assert.ok(existsSync(new URL(`./${link}/${name}.ts`, import.meta.url)), `${link}/${name}.ts`);
    }
  });

  test('is said in one line, and in at most 50 characters for a row', () => {
    for (const { code, title, brief, since } of problems) {
      assert.match(title, /^[A-Z][^\n]*[^.\n]$/, code);
      assert.match(brief, /^\S[^\n]*[^.\n\s]$/, code);
      assert.match(since, /^\d+\.\d+\.\d+$/, code);
    }
    assert.deepEqual(problems.filter(({ brief }) => [...brief].length > 50).map(({ code, brief }) => `${code}: ${[...brief].length} characters`), []);
  });

  test('says of its example what, why and how to mend it', () => {
    for (const problem of problems) {
      const { what, why, fix } = describeProblem({ problem, data: problem.example });
      for (const text of textsOf(problem)) {
        assert.match(text, /^\S[^\n]*$/, problem.code);
        assert.doesNotMatch(text, /undefined|\[object|NaN/, problem.code);
      }
      assert.ok(fix.length > 0, problem.code);
      assert.match(why, /[.?!]$/, problem.code);
      assert.doesNotMatch(what, /\.$/, problem.code);
    }
  });

  test('covers at most four causes, none of which has an entry of its own', () => {
    const wrong = problems.flatMap(({ code, covers = [] }) => [
      ...(covers.length > 4 ? [`${code} covers ${covers.length}`] : []),
      ...[...repeated(covers), ...covers.filter((name) => !kebab.test(name) || names.has(name))].map((name) => `${code} covers ${name}`),
    ]);
    assert.deepEqual(wrong, []);
  });

  test('explains problems that there are, each once', () => {
    const wrong = problems.flatMap(({ code, explains = [] }) => {
      const explained = explains.map(({ problem }) => problem);
      return [...repeated(explained), ...explained.filter((name) => !names.has(name))].map((name) => `${code} explains ${name}`);
    });
    assert.deepEqual(wrong, []);
  });
});
