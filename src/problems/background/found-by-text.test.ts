import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readLog } from '../read-log.ts';
import { withTexts } from './found-by-text.ts';
import { backgrounds } from './index.ts';

const explained = (log: string): ReturnType<typeof withTexts> => withTexts(readLog(log), log);

describe('a text of a page', () => {
  for (const [name, { texts = [] }] of Object.entries(backgrounds)) {
    for (const { text } of texts.filter((one) => one.text.replaceAll('…', '').length >= 16 && !one.text.includes('AADSTS'))) {
      test(`is found in a log, and leads to its page: ${text}`, () => {
        const said = explained(`2026-01-01T00:00:00Z started\nE0101 ${text.replaceAll('…', 'some "thing" else')} (again)\n`);
        assert.ok(said.findings.some(({ problems }) => problems.includes(name)), `${name}: ${JSON.stringify(said.findings)}`);
      });
    }
  }

  test('is told once, for the first line that has it', () => {
    const [text] = Object.values(backgrounds).flatMap(({ texts = [] }) => texts);
    assert.ok(text !== undefined);
    const line = text.text.replaceAll('…', 'x');
    const log = ['nothing', line, line].join('\n');
    assert.deepEqual(withTexts({ findings: [], unknown: [] }, log).findings.map((finding) => finding.line), [2]);
  });

  test('is not found in what has its words in another order', () => {
    assert.deepEqual(explained('all is well, and nothing failed to be there').findings, []);
  });
});
