import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { withForeignText } from '../../test/report/foreign-report.ts';
import { afterMend, firewall, healthy, noTokenRequest, report, reports, severalTargets, subjectMismatchReport, target, twoRoots } from '../../test/report/reports.ts';
import { doctorReport } from './report.ts';
import type { CheckResult, DoctorReport } from './report.ts';
import type { ReportOptions } from './reporter.ts';
import { text } from './text.ts';

const options: ReportOptions = {
  style: { color: false, ascii: false, width: 80 },
  shell: 'posix',
  commandName: ['kubectl', 'wi'],
  show: 'problems',
};

/** Changes the results of the only target of a report. */
function changed(given: DoctorReport, change: (check: CheckResult) => CheckResult): DoctorReport {
  return { ...given, targets: given.targets.map((some) => ({ ...some, checks: some.checks.map(change) })) };
}

for (const [name, sample] of Object.entries(reports)) {
  test(`the sample ${name} is a report by the schema`, () => {
    assert.deepEqual(doctorReport.parse(sample), sample);
  });

  test(`the sample ${name} is drawn as its golden file says`, () => {
    const golden = new URL(`../../test/report/${name}.txt`, import.meta.url);
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(golden, text(sample, options));
    assert.equal(text(sample, options), readFileSync(golden, 'utf8'));
  });

  for (const width of [80, 60]) {
    test(`the sample ${name} fits ${width} columns, but for words that can't be broken`, () => {
      const drawn = text(sample, { ...options, style: { ...options.style, width } });
      for (const line of drawn.split('\n')) assert.ok([...line].length <= width || isUnbreakable(line), line);
    });
  }
}

/* After the indent, or the name of a row, one word or an option with its value that is too long by itself. */
function isUnbreakable(line: string): boolean {
  return /^(?: +| [a-z ]+ [✓✗?!–] {2}(?:WI\d{3} {2})?)(?:--?[a-z-]+ )?(?:\S+|'[^']*')(?: \\)?$/.test(line);
}

test('a healthy run fits a screen of 24 lines', () => {
  assert.ok(text(healthy, options).split('\n').length <= 24);
});

test('without colour there is no escape sequence, with it the words are the same', () => {
  for (const sample of Object.values(reports)) {
    const colored = text(sample, { ...options, style: { ...options.style, color: true } });
    assert.ok(!text(sample, options).includes('\u001b'));
    assert.ok(colored.includes('\u001b['));
    assert.equal(stripVTControlCharacters(colored), text(sample, options));
  }
});

test('an ASCII terminal gets ASCII', () => {
  for (const sample of Object.values(reports)) assert.match(text(sample, { ...options, style: { ...options.style, ascii: true } }), /^[ -~\n]*$/);
});

test('every command it prints is the argv of its step, once a shell has read it', () => {
  const printed = [twoRoots, afterMend, subjectMismatchReport, firewall].flatMap((sample) => {
    const commands = text(sample, options).match(/(?<=^(?: {4,7}| {2}or: ))(?:az|kubectl) (?:.*\\\n)*.*$/gm) ?? [];
    const script = `az() { printf '%s\\0' az "$@"; printf '\\1\\0'; }; kubectl() { printf '%s\\0' kubectl "$@"; printf '\\1\\0'; }\n${commands.join('\n')}`;
    return spawnSync('sh', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).stdout.split('\0\u0001\0').slice(0, -1);
  });
  const steps = [twoRoots, afterMend, subjectMismatchReport, firewall].flatMap((sample) =>
    sample.targets.flatMap(({ checks }) => checks.flatMap((check) => (check.outcome === 'undecided' ? check.decidedBy : check.fix) ?? [])),
  );
  assert.deepEqual(printed.toSorted(), steps.filter((step) => step.argv.length > 0).map((step) => step.argv.join('\0')).toSorted());
});

test('no foreign text in any field reaches the terminal as a control character', () => {
  const evil = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom('\u001b[2J', '\u001b]0;t\u0007', '\u009b1m', '\u202e', '\u200b', '\r', '\n', '\0', '\ud800', 'x', ' ')).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(reports)), evil, (sample, evilText) => {
      assert.doesNotMatch(text(withForeignText(sample, evilText), options), /[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}/u);
    }),
  );
});

test('a command that holds a control character is not offered for pasting', () => {
  const drawn = text(changed(twoRoots, (check) => ({ ...check, fix: (check.fix ?? []).map((step) => ({ ...step, argv: [...step.argv, 'a\nrm -rf b'] })) })), options);
  assert.doesNotMatch(drawn, /rm -rf/);
  assert.match(drawn, /not shown: it holds characters/);
});

test('the tool names itself as it was called', () => {
  const drawn = text(subjectMismatchReport, { ...options, commandName: ['kubectl-wi'] });
  assert.match(drawn, /or: kubectl-wi bind deploy\/orders/);
  assert.match(drawn, /More: kubectl-wi explain WI551/);
  assert.doesNotMatch(drawn, /kubectl wi/);
});

test('PowerShell gets its own continuation, and a warning where its older versions lose quotes', () => {
  const drawn = text(afterMend, { ...options, shell: 'powershell' });
  assert.match(drawn, /--type merge `\n/);
  assert.match(drawn, /needs PowerShell 7\.3/);
  assert.doesNotMatch(text(twoRoots, { ...options, shell: 'powershell' }), /needs PowerShell/);
});

test('the same root on several subjects is said once, with how many pods show it', () => {
  const root = afterMend.targets[0]?.checks.find((check) => check.id === 'pod/label');
  assert.ok(root);
  const groups = [
    { id: 'g1', pods: ['a'], count: 2, current: true },
    { id: 'g2', pods: ['b'], count: 1, current: true },
    { id: 'g3', pods: ['c'], count: 4, current: false },
  ];
  const checks = [root, { ...root, subject: { podGroup: 'g2' } }];
  const drawn = text(report([target(checks, 'problems', ['pod-label-missing'], { podGroups: groups })], 1), options);
  assert.equal(drawn.split('The pod template lacks').length, 2);
  assert.match(drawn, /in 3 of 7 pods/);
});

test('a link without a result has no row, and access only where something is wrong with it', () => {
  assert.doesNotMatch(text(healthy, options), /^ (?:secrets store csi|access) /m);
  const refused = changed(healthy, (check) =>
    check.link === 'access' ? { ...check, outcome: 'unknown', missing: [{ reason: 'forbidden', needs: 'list pods in namespace shop' }] } : check,
  );
  assert.match(text(refused, options), /^ access +\? {2}not seen: needs list pods in namespace shop$/m);
});

test('a row says what kind of answer stands behind it', () => {
  const rows: readonly (readonly [Partial<CheckResult>, RegExp])[] = [
    [{ provedBy: 'exchange/accepted' }, /✓ {2}proved by the exchange, not read/],
    [{ outcome: 'unknown', missing: [{ reason: 'timeout', needs: 'login.microsoftonline.com' }] }, /\? {2}not seen, no answer in time: login\.microsoftonline\.com/],
    [{ outcome: 'unknown', missing: [{ reason: 'blocked', needs: 'the token', blockedBy: 'token/claims' }] }, /– {2}waits for token/],
    [{ outcome: 'unknown', counts: false, missing: [{ reason: 'forbidden', needs: 'x' }] }, /– {2}user-assigned, rg-shop/],
    [{ outcome: 'skip', because: 'an identity binding needs none' }, /– {2}an identity binding needs none/],
  ];
  for (const [change, expected] of rows) {
    const drawn = text(changed(healthy, (check) => (check.id === 'identity/exists' ? { ...check, ...change } : check)), options);
    const row = drawn.split('\n').find((line) => line.startsWith(' identity'));
    assert.match(row ?? '', expected);
  }
});

test('a gap that stands behind something worse in its row has a line of its own', () => {
  const checks = [...(subjectMismatchReport.targets[0]?.checks ?? [])];
  checks.push({
    id: 'federated-credential/unused',
    link: 'federated-credential',
    subject: {},
    title: 'no credential is unused',
    outcome: 'unknown',
    vantage: 'local',
    missing: [{ reason: 'forbidden', needs: 'list serviceaccounts in all namespaces' }],
  });
  const drawn = text(report([target(checks, 'problems', ['fic-subject-mismatch'])], 1), options);
  assert.match(drawn, /^\? federated credential: not seen: needs list serviceaccounts in all namespaces$/m);
});

test('a consequence that its row does not say is one line with its root', () => {
  const said = /^ {2}Follows from it: The pods have no AZURE_CLIENT_ID \(WI310\)$/gm;
  assert.equal(text(afterMend, options).match(said)?.length, 1);
  const [first] = afterMend.targets;
  assert.ok(first !== undefined);
  const twice = { ...afterMend, targets: [{ ...first, checks: first.checks.flatMap((check) => (check.role === 'consequence' ? [check, { ...check, id: `${check.id}-again` }] : [check])) }] };
  assert.equal(text(twice, options).match(said)?.length, 1, 'once where two checks find it');
  assert.equal(text(subjectMismatchReport, options).split('AADSTS700213').length, 2);
});

test('a value whose white space is the fault is shown with it', () => {
  const drawn = text(
    changed(subjectMismatchReport, (check) => (check.role === 'root' ? { ...check, evidence: [{ label: 'annotation', value: '5f0c\n' }, { label: 'env', value: '' }] } : check)),
    options,
  );
  assert.match(drawn, /annotation {2}5f0c\\n$/m);
  assert.match(drawn, /env {9}\(empty\)$/m);
});

test('what names no cause of its own still has its wait named where time can heal it', () => {
  const drawn = text(changed(twoRoots, (check) => (check.role === 'root' ? { ...check, heals: 'with-time' } : check)), options);
  assert.match(drawn, /It can heal with time: add --wait/);
});

test('the evidence that fits other problems as well says so', () => {
  const drawn = text(changed(twoRoots, (check) => (check.problem === 'kv-no-role' ? { ...check, covers: ['kv-role-elsewhere', 'kv-role-new'] } : check)), options);
  assert.match(drawn, /The same evidence fits kv-role-elsewhere and kv-role-new\./);
});

test('among several targets the healthy ones take a line each, and blocks when all is asked for', () => {
  assert.match(text(severalTargets, options), /^✓ deployment\/web {2}namespace shop$/m);
  assert.doesNotMatch(text(severalTargets, { ...options, show: 'all' }), /^✓ deployment\/web/m);
});

test('a root that several targets share is said once, with the list of them', () => {
  const drawn = text(severalTargets, options);
  assert.equal(drawn.split('✗ WI551').length, 2);
  assert.match(drawn, /in deployment\/orders and cronjob\/orders-nightly/);
});

test('a run that found nothing to check says so', () => {
  const nothing = report([], 0);
  assert.match(text({ ...nothing, notices: [], summary: { ...nothing.summary, notChecked: 12 } }, options), /^nothing to check, 12 not checked, in 1\.1 s\n$/);
});

test('a gap tells which command prints the rights to grant', () => {
  assert.match(text(noTokenRequest, options), /^To see what to grant: kubectl wi rbac$/m);
});
