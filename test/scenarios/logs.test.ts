/** What `doctor --logs` asks for and shows, beyond what a scenario expects. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doctorReport, type TargetReport } from '../../src/report/report.ts';
import type { Fault, Scenario, Step } from '../../src/sandbox/scenario.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { logging } from '../../src/sandbox/scenarios/logging.ts';
import { azure, doctorOrders } from '../../src/sandbox/scenarios/shop.ts';
import { runFormats, withSandbox } from './world.ts';

interface Looked {
  readonly logs: TargetReport['logs'];
  readonly verdict: string | undefined;
  readonly exitCode: number;
  /** Queries of the requests for a log. */
  readonly asked: readonly URLSearchParams[];
  readonly texts: readonly string[];
}

async function look(scenario: Pick<Scenario, 'cluster' | 'azure'>, ...flags: readonly string[]): Promise<Looked> {
  return withSandbox(scenario, async ({ cluster, env }) => {
    const runs = await runFormats([...doctorOrders, ...flags], ['json', 'text', 'wide', 'yaml'], env);
    const [json] = runs;
    const [target] = doctorReport.parse(JSON.parse(json?.stdout ?? '')).targets;
    const asked = cluster.requests.filter(({ path }) => /\/log\?/.test(path)).map(({ path }) => new URL(`https://x${path}`).searchParams);
    return { logs: target?.logs, verdict: target?.verdict, exitCode: json?.exitCode ?? -1, asked, texts: runs.flatMap(({ stdout, stderr }) => [stdout, stderr]) };
  });
}

const log = (...lines: Extract<Step, { do: 'log' }>['lines']): Pick<Scenario, 'cluster' | 'azure'> => ({ cluster: logging(lines), azure: azure() });
const kubelet: Fault['match'] = 'GET 127.0.0.1/api/v1/namespaces/shop/pods/*/log*';

describe('doctor --logs', () => {
  it('asks for no log without the flag', async () => {
    const { asked, logs } = await look(healthy);
    assert.deepEqual([asked.length, logs], [0, undefined]);
  });

  it('asks for the last lines alone, of the containers of today and of those before', async () => {
    const { asked } = await look(healthy, '--logs');
    assert.deepEqual([...new Set(asked.map((query) => `${query.get('tailLines')} ${query.get('limitBytes')} ${query.get('container')}`))].toSorted(), ['200 1048576 app', '200 1048576 manager']);
    assert.deepEqual([...new Set(asked.map((query) => query.get('previous')))].toSorted(), ['true', null].toSorted());
    const few = await look(healthy, '--logs', '--tail=20');
    assert.deepEqual([...new Set(few.asked.map((query) => query.get('tailLines')))], ['20']);
  });

  it('tells each error once, newest first', async () => {
    const { logs } = await look(log({ ago: 5000, text: 'AADSTS7000229: old' }, { ago: 4000, text: 'AADSTS90061: newer' }, { ago: 3990, text: 'AADSTS7000229: again' }), '--logs');
    assert.deepEqual(logs?.errors.map(({ text }) => text), ['AADSTS7000229: again', 'AADSTS90061: newer']);
  });

  it('shows no secret that an application has logged, in no format', async () => {
    const canary = 'canary-Zz9-password';
    const { texts, logs } = await look(log({ ago: 90, text: `AADSTS700024: expired {"client_assertion":"eyJhbGciOiJSUzI1NiJ9.eyJjYW5hcnkiOjF9.c2ln"} password=${canary}` }), '--logs');
    assert.equal(logs?.errors.length, 1);
    for (const text of texts) assert.doesNotMatch(text, /canary-Zz9|eyJhbGci/);
  });

  it('sends no control character of a log to a terminal', async () => {
    const { texts } = await look(log({ ago: 90, text: 'AADSTS700024: \u001b[2J\u202eexpired\u0007' }), '--logs');
    for (const text of texts.slice(1)) assert.doesNotMatch(text, /[^\P{Cc}\n]|\p{Cf}/u);
  });

  const faults: readonly (readonly [name: string, act: Fault['act']])[] = [
    ['whose kubelet cannot be reached', { answer: 500, body: '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Get \\"https://10.224.0.4:10250/containerLogs/shop/orders/app\\": dial tcp 10.224.0.4:10250: connect: connection refused","code":500}' }],
    ['that ends in the middle', 'reset'],
    ['that is a web page', { answer: 200, headers: { 'content-type': 'text/html' }, body: '<html>sign in</html>' }],
  ];
  for (const [name, act] of faults) {
    it(`judges nothing by a log ${name}, and the verdict stands`, async () => {
      const world = { ...healthy, cluster: { ...healthy.cluster, faults: [{ match: kubelet, act }] } };
      const { verdict, exitCode, logs } = await look(world, '--logs');
      assert.deepEqual([verdict, exitCode, logs?.errors], ['ok', 0, []]);
      assert.ok((logs?.missing.length ?? 0) > 0);
    });
  }
});
