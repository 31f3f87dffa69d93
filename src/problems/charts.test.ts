import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chartOf } from './charts.ts';

test('a chart is known by its label, whatever its version is called', () => {
  for (const [label, chart, version] of [
    ['external-secrets-0.10.4', 'external-secrets', '0.10.4'],
    ['cert-manager-v1.16.2', 'cert-manager', 'v1.16.2'],
    ['keda-2.16.0-canary.1', 'keda', '2.16.0-canary.1'],
    ['external-dns-1.15.0', 'external-dns', '1.15.0'],
  ] as const) {
    assert.deepEqual(chartOf({ 'helm.sh/chart': label }), { chart, version });
  }
});

test('a chart of another name, one without a version and a workload of no chart are not known', () => {
  for (const label of ['orders-1.0.0', 'keda', 'my-external-secrets-0.10.4', '']) assert.equal(chartOf({ 'helm.sh/chart': label }), undefined);
  assert.equal(chartOf({}), undefined);
});

test('any other label is read without an error', () => {
  fc.assert(fc.property(fc.string(), (label) => assert.doesNotThrow(() => chartOf({ 'helm.sh/chart': label }))));
});
