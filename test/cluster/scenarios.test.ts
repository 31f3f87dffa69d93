/** Every scenario with its Kubernetes half on a real control plane: what must come of it is the same as in the sandbox. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { doctorReport } from '../../src/report/report.ts';
import type { DoctorReport } from '../../src/report/report.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { assertNothingLeaks } from '../scenarios/canaries.ts';
import { complete, sayingOf } from '../scenarios/expectation.ts';
import { runFormats, withSandbox } from '../scenarios/world.ts';
import { ensureBinaries } from './binaries.ts';
import { openClusterPool } from './cluster-pool.ts';
import { comparable } from './comparable-report.ts';
import { withRealWorld } from './real-world.ts';
import { runSteps } from './run-steps.ts';
import type { RanSteps, ScenarioCluster } from './run-steps.ts';

const soon = { timeout: 180_000 };
const pool = openClusterPool();
/** What a container does that is added to a pod shows where containers run: `test/node/from-pod.test.ts`. */
const withoutContainers = scenarios.filter(({ cluster }) => cluster.steps.every((step) => step.do !== 'added-container'));
const byIssuer = withoutContainers.toSorted((a, b) => a.cluster.issuer.localeCompare(b.cluster.issuer));

describe('every scenario on a real control plane', { concurrency: 2 }, () => {
  // Without the cache a build of nine minutes and more comes first.
  before(() => ensureBinaries(), { timeout: 45 * 60_000 });
  after(() => pool.close(), soon);

  // The doctor changes nothing: scenarios that differ in Azure or in the operator alone share one run of their steps.
  for (const [first, ...others] of Map.groupBy(byIssuer, ({ cluster: { issuer, signs, steps } }) => JSON.stringify([issuer, signs, steps])).values()) {
    if (first === undefined) continue;
    describe(`after the steps of ${first.name}`, { concurrency: 2 }, () => {
      let cluster: ScenarioCluster;
      let ran: RanSteps | undefined;
      const seen = new Map<Scenario, Promise<Seen>>();
      before(async () => {
        cluster = await pool.take(first.cluster.issuer, first.cluster.signs);
        ran = await runSteps(cluster, first.cluster.steps);
      }, soon);
      after(async () => {
        if (ran === undefined) return;
        await ran.cleanUp();
        pool.give(cluster);
      }, soon);

      const look = (scenario: Scenario): Promise<Seen> => {
        const looking = seen.get(scenario) ?? withRealWorld(scenario, cluster.plane, (env) => examine(scenario, env));
        seen.set(scenario, looking);
        return looking;
      };

      for (const scenario of [first, ...others]) {
        it(`${scenario.name}: ${scenario.title}`, soon, async () => {
          const { report, exitCode } = await look(scenario);
          assert.deepEqual(sayingOf(report), complete(scenario.expect), JSON.stringify(report, undefined, 1));
          assert.equal(exitCode, scenario.expect.exitCode);
        });
      }

      it(`${first.name}: the report is that of the sandbox, word for word`, soon, async () => {
        const [real, simulated] = await Promise.all([look(first), withSandbox(first, ({ env }) => examine(first, env))]);
        assert.deepEqual(comparable(real.report), comparable(simulated.report));
      });
    });
  }
});

interface Seen {
  readonly report: DoctorReport;
  readonly exitCode: number;
}

async function examine(scenario: Scenario, env: Readonly<Record<string, string>>): Promise<Seen> {
  const [json] = await runFormats(scenario.command, ['json'], env);
  assert.ok(json !== undefined);
  assert.equal(json.stderr, '', 'nothing is said on stderr');
  assertNothingLeaks([json.stdout], scenario);
  return { report: doctorReport.parse(JSON.parse(json.stdout)), exitCode: json.exitCode };
}
