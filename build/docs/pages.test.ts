import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { defineProblem, type AnyProblem } from '../../src/problems/problem.ts';
import { problems as allProblems } from '../../src/problems/registry.ts';
import { az, note } from '../../src/problems/step.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { commandPages } from './commands.ts';
import { coveredCauses } from './covered-causes.ts';
import type { Page } from './page.ts';
import { problemPages } from './problems.ts';
import { scenarioPages, scenariosByProblem } from './scenarios.ts';

const cause = defineProblem<{ readonly subject: string }>({
  code: 'WI551',
  name: 'fic-subject-mismatch',
  link: 'federated-credential',
  title: 'no credential names this service account',
  brief: 'no credential for this account',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['fic-elsewhere'],
  explains: [{ problem: 'exchange-refused' }],
  what: ({ subject }) => `No credential has the subject ${subject}.`,
  why: () => 'Entra compares <byte> for byte.',
  evidence: ({ subject }) => [{ label: 'presented', value: subject, of: 'id-orders' }],
  fix: () => [az('Create the credential', 'identity', 'federated-credential', 'create', '--name', 'a b'), note('Then wait')],
  example: { subject: 'system:serviceaccount:shop:orders' },
});
const consequence = defineProblem<undefined>({
  code: 'WI601',
  name: 'exchange-refused',
  link: 'exchange',
  title: 'Entra refuses the exchange',
  brief: 'refused',
  severity: 'error',
  since: '0.1.0',
  heals: 'with-time',
  what: () => 'Refused.',
  why: () => 'It follows.',
  fix: () => [],
  example: undefined,
});
const problems: readonly AnyProblem[] = [cause, consequence];

const scenario: Scenario = {
  name: 'subject-mismatch',
  title: 'A credential for the wrong service account',
  story: 'Somebody mistyped.',
  cluster: { issuer: 'https://issuer.example/', steps: [{ do: 'apply', objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }] }, { do: 'pods', become: 'pending' }] },
  azure: {
    vaults: [
      { name: 'kv-shop', subscriptionId: 's', resourceGroup: 'rg', tenantId: 't', permissionModel: 'rbac', secrets: { password: { value: 'hunter2' } } },
    ],
  },
  command: ['doctor', 'deployment/orders', '-n', 'shop'],
  expect: { verdict: 'problems', exitCode: 1, rootCauses: ['fic-subject-mismatch'], consequences: ['exchange-refused'] },
};

function textOf(pages: readonly Page[], file: string): string {
  const page = pages.find((candidate) => candidate.file === file);
  assert.ok(page !== undefined, `no page ${file} among ${pages.map((candidate) => candidate.file).join(', ')}`);
  return page.text;
}

describe('the page of a problem', () => {
  const checks = [{ id: 'exchange/succeeds', title: 'Entra gives an access token for the token', problems: [cause, consequence] }] as const;
  const entraCodes = [
    { aadsts: 700213, problems: ['fic-subject-mismatch', 'fic-none'], meaning: 'None matches.' },
    { aadsts: 7000215, problems: [], meaning: 'A wrong client secret.' },
  ];
  const unseen = [{ name: 'pod-odd', title: 'Odd', why: 'It is <odd>.', look: [{ title: 'look', tool: 'note', argv: [] }] }] as const;
  const backgrounds = {
    'fic-subject-mismatch': {
      sign: 'The first call fails',
      texts: [{ where: 'application', text: 'no <matching> record' }],
      look: [{ title: 'the subject differs', tool: 'az', argv: ['az', 'identity', 'list'] }],
      healing: 'A minute.',
      sources: [{ text: 'a#1', url: 'https://a.example/1' }],
    },
  } as const;
  const pages = problemPages({ problems, checks, entraCodes, unseen, backgrounds, coveredCauses: { 'fic-elsewhere': 'It is on another identity.' }, shownBy: scenariosByProblem([scenario]) });
  const page = textOf(pages, 'docs/problems/WI551.md');

  test('stands beside one page of all that cannot be seen', () => {
    assert.match(textOf(pages, 'docs/problems/unseen.md'), /^## pod-odd\n\n\*\*Odd\.\*\*\n\nIt is \\<odd\\>\.\n\nLook\.$/m);
  });

  test('says what, why and how to mend it, for its example', () => {
    assert.match(page, /^# WI551: no credential names this service account$/m);
    assert.match(page, /No credential has the subject system:serviceaccount:shop:orders\./);
    assert.match(page, /Entra compares \\<byte\\> for byte\./);
    assert.match(page, /^1\. Create the credential:\n\n {3}```sh\n {3}az identity federated-credential create --name 'a b'\n {3}```$/m);
    assert.match(page, /^2\. Then wait\.$/m);
    assert.match(page, /\| presented \| `system:serviceaccount:shop:orders` \| id-orders \|/);
  });

  test('says how to see it without this tool, how long a mend takes, and where that is known from', () => {
    assert.match(page, /^## See it by hand\n\nThe subject differs:\n\n```sh\naz identity list\n```\n\n## How to mend it$/m);
    assert.match(page, /^A minute\.\n\nThen run the doctor again\.$/m);
    assert.match(page, /^## Known from\n\n- \[a#1\]\(https:\/\/a\.example\/1\)$/m);
  });

  test('is found by a text that is met', () => {
    assert.match(textOf(pages, 'docs/problems/README.md'), /^\| `no <matching> record` \| the application's log \| \[WI551\]\(WI551\.md\) `fic-subject-mismatch` \|$/m);
  });

  test('leads to what follows from it, what finds it, and to the scenario that shows it', () => {
    assert.match(page, /^- \[WI601\]\(WI601\.md\) `exchange-refused`: Entra refuses the exchange$/m);
    assert.match(textOf(pages, 'docs/problems/WI601.md'), /## What it can follow from\n\n.*\n\n- \[WI551\]\(WI551\.md\)/);
    assert.match(page, /^- `exchange\/succeeds` \(exchange\): Entra gives an access token for the token$/m);
    assert.match(page, /\(\.\.\/scenarios\/subject-mismatch\.md\)/);
  });

  test('says what the application logs, and each cause that the same evidence fits', () => {
    assert.match(page, /^## What one notices\n\nThe first call fails\.\n\n- `no <matching> record` \(the application's log\)$/m);
    assert.match(page, /^- \*\*AADSTS700213\*\*: None matches\. It has \[other causes\]\(README\.md#by-error-of-entra\) too\. \(the application's log\)$/m);
    assert.doesNotMatch(page, /7000215/);
    assert.match(page, /^- `fic-elsewhere`: It is on another identity\.$/m);
  });

  test('is in the index, under its link', () => {
    const index = textOf(pages, 'docs/problems/README.md');
    assert.match(index, /## federated credential\n\n.*\n.*\n\| \[WI551\]\(WI551\.md\) \| `fic-subject-mismatch`/);
    assert.ok(index.indexOf('WI551') < index.indexOf('WI601'));
  });

  test('is found by the number of an error of Entra', () => {
    const index = textOf(pages, 'docs/problems/README.md');
    assert.match(index, /\| AADSTS700213 \| None matches\. \| \[WI551\]\(WI551\.md\) `fic-subject-mismatch`, `fic-none` \|/);
    assert.match(index, /\| AADSTS7000215 \| A wrong client secret\. \| none: another kind of sign-in \|/);
  });
});

test('every cause that a problem covers is explained in covered-causes.ts, or has a page of its own', () => {
  const covered = new Set(allProblems.flatMap(({ covers = [] }) => covers));
  const own = new Set(allProblems.map(({ name }) => name));
  assert.deepEqual([...covered].filter((name) => !own.has(name) && coveredCauses[name] === undefined), []);
  assert.deepEqual(Object.keys(coveredCauses).filter((name) => !covered.has(name)), []);
});

describe('the page of a scenario', () => {
  const pages = scenarioPages([scenario], problems);
  const page = textOf(pages, 'docs/scenarios/subject-mismatch.md');

  test('tells the story, how to run it and what comes of it', () => {
    assert.match(page, /Somebody mistyped\./);
    assert.match(page, /kubectl wi demo subject-mismatch/);
    assert.match(page, /^- To mend: \[WI551\]\(\.\.\/problems\/WI551\.md\) `fic-subject-mismatch`: no credential names this service account$/m);
    assert.match(page, /^- Follows from it: \[WI601\]/m);
    assert.doesNotMatch(page, /^- A warning/m);
  });

  test('says what happened in the cluster in order, each thing below its number', () => {
    assert.match(page, /^1\. These objects are applied\.\n\n {3}```yaml\n {3}apiVersion: v1$/m);
    assert.match(page, /^2\. Pods made from now on stay pending\.$/m);
  });

  test('is in the index by what comes of it', () => {
    const index = textOf(pages, 'docs/scenarios/README.md');
    assert.match(index, /## Something is broken\n\n.*\n.*\n\| \[subject-mismatch\]\(subject-mismatch\.md\) \|/);
    assert.doesNotMatch(index, /## Nothing is to be mended/);
  });

  test('does not show the value of a secret', () => {
    assert.match(page, /password/);
    assert.doesNotMatch(page, /hunter2/);
  });
});

test('the page of a command is its help', () => {
  const pages = commandPages([{ name: 'bind plan', short: 'Show what bind would do', help: 'Usage:\n  kubectl wi bind plan\n' }]);
  assert.match(textOf(pages, 'docs/cli/bind-plan.md'), /```text\nUsage:\n {2}kubectl wi bind plan\n```/);
  assert.match(textOf(pages, 'docs/cli/README.md'), /\[kubectl wi bind plan\]\(bind-plan\.md\) \| Show what bind would do/);
});
