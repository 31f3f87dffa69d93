import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { withForeignText } from '../../test/report/foreign-report.ts';
import { firewall, healthy, report, reports, severalTargets, subjectMismatchReport } from '../../test/report/reports.ts';
import { reporters } from './index.ts';
import { json } from './json.ts';
import { name } from './name.ts';
import type { ReportOptions } from './reporter.ts';
import { wide } from './wide.ts';
import { yaml } from './yaml.ts';

const options: ReportOptions = { style: { color: false, ascii: false, width: 80 }, shell: 'posix', commandName: ['kubectl', 'wi'], show: 'problems' };
const sample = fc.constantFrom(...Object.values(reports), report([], 0));
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u009b2J', '\u202e', '\u2028', '\ud800', 'yes', ': #', '\u001b[0m', '\n- a', ' '));

test('JSON and YAML parse back to the report, whatever text is in it', () => {
  fc.assert(
    fc.property(sample, anyText, (given, text) => {
      const foreign = withForeignText(given, text);
      assert.deepEqual(JSON.parse(json(foreign)), foreign);
      assert.deepEqual(parse(yaml(foreign)), foreign);
    }),
  );
});

test('JSON holds no character that a terminal would obey, and ends with one line break', () => {
  fc.assert(
    fc.property(sample, anyText, (given, text) => {
      assert.doesNotMatch(json(withForeignText(given, text)), /[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}/u);
    }),
  );
  assert.match(json(healthy), /\}\n$/);
  // written a target at a time, and still the document that it would be as a whole
  for (const targets of [[], healthy.targets, [...healthy.targets, ...healthy.targets]]) {
    const report = { ...healthy, targets };
    assert.equal(json(report), `${JSON.stringify(report, null, 2)}\n`);
  }
});

test('YAML quotes what readers of YAML 1.1 would take for something else', () => {
  const drawn = yaml({ ...healthy, notices: ['yes', 'on', '0o7', '1:20', '2026-11-23'] });
  assert.match(drawn, /- "yes"\n {2}- "on"/);
  assert.match(drawn, /- "1:20"/);
});

test('wide has one row a check and subject below upper-case headers, and spaces in the last column only', () => {
  const lines = wide(firewall, options).trimEnd().split('\n');
  assert.equal(lines.length, 1 + (firewall.targets[0]?.checks.length ?? 0));
  assert.match(lines[0] ?? '', /^NAMESPACE +TARGET +CHECK +SUBJECT +OUTCOME +CODE +ROLE +BASIS +MESSAGE$/);
  const start = lines[0]?.indexOf('MESSAGE') ?? 0;
  for (const line of lines) assert.equal(line.slice(0, start).trim().split(/\s+/).length, 8, line);
  assert.match(lines.at(-1) ?? '', /^shop +deployment\/orders +key-vault\/read +kv-shop\/db-password +undecided +WI731,WI118 /);
});

test('wide says each outcome in words, without control characters', () => {
  assert.match(wide(subjectMismatchReport, options), /fail +WI551 +root +read +No federated credential of id-orders/);
  assert.match(wide(subjectMismatchReport, options), /unknown +<none> +<none> +<none> +waits for exchange/);
  fc.assert(
    fc.property(sample, anyText, (given, text) => {
      const drawn = wide(withForeignText(given, text), options);
      assert.doesNotMatch(drawn, /[^\P{Cc}\n]|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}/u);
      assert.equal(drawn.trimEnd().split('\n').length, 1 + given.targets.flatMap(({ checks }) => checks).length);
    }),
  );
});

test('name lists the targets that are not ok, one a line', () => {
  assert.equal(name(severalTargets), 'deployment/orders\ncronjob/orders-nightly\n');
  assert.equal(name(firewall), 'deployment/orders\n');
  assert.equal(name(healthy), '');
});

test('every format is loaded by its name, and leaves the report as it was', async () => {
  const before = structuredClone(severalTargets);
  for (const load of Object.values(reporters)) {
    const draw = await load();
    assert.equal(typeof draw(severalTargets, options), 'string');
  }
  assert.deepEqual(severalTargets, before);
  assert.deepEqual(Object.keys(reporters), ['text', 'wide', 'json', 'yaml', 'name']);
});
