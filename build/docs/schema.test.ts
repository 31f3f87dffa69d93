import { Ajv2020 } from 'ajv/dist/2020.js';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { doctorReport, type DoctorReport } from '../../src/report/report.ts';
import { schemaPages } from './schema.ts';

const report: DoctorReport = {
  apiVersion: 'kubectl-wi/v1',
  kind: 'DoctorReport',
  tool: { version: '0.1.0' },
  startedAt: '2026-11-23T20:00:00Z',
  durationMs: 912,
  cluster: { server: 'https://cluster.example' },
  targets: [
    {
      target: 'deployment/orders',
      namespace: 'shop',
      verdict: 'ok',
      rootCauses: [],
      entrances: ['webhook'],
      podGroups: [],
      identities: [],
      vaults: [],
      checks: [{ id: 'pod/labelled', link: 'pod', subject: { podGroup: 'g1' }, title: 'pods carry the label', outcome: 'ok', vantage: 'local' }],
    },
  ],
  notices: [],
  summary: { targets: 1, checked: 1, notChecked: 0, ok: 1, fail: 0, warn: 0, undecided: 0, skip: 0, unknown: 0 },
  exitCode: 0,
};

describe('the published schema of the report', () => {
  const [page] = schemaPages();
  const validate = new Ajv2020({ validateFormats: false, strict: true }).compile(JSON.parse(page?.text ?? '') as object);

  test('takes what the program takes', () => {
    assert.deepEqual(doctorReport.parse(report), report);
    assert.equal(validate(report), true, JSON.stringify(validate.errors));
  });

  test('refuses a report with a part missing or wrong', () => {
    const { exitCode, ...withoutExitCode } = report;
    assert.equal(typeof exitCode, 'number');
    assert.equal(validate(withoutExitCode), false);
    assert.equal(validate({ ...report, targets: [{ ...report.targets[0], verdict: 'fine' }] }), false);
  });

  test('lets fields pass that a later version adds', () => {
    assert.equal(validate({ ...report, later: 1, tool: { ...report.tool, commit: 'abc' } }), true);
  });
});
