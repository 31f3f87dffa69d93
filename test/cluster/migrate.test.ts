/** `kubectl wi migrate` and `rebind` on a real API server: custom kinds, tokens, rollouts, and kubectl itself for what is printed. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { bindReport, type BindReport } from '../../src/report/bind-report.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { issuer } from '../../src/sandbox/scenarios/shop.ts';
import type { BindWorld } from '../bind/bind.ts';
import { labelled, migrateWorld, v1 } from '../bind/migrate.ts';
import { account, credentialFor, former, identityOf, rebindWorld } from '../bind/rebind.ts';
import { removeCrds } from './apply.ts';
import { startControlPlane } from './control-plane.ts';
import type { ControlPlane } from './control-plane.ts';
import { withRealWorld } from './real-world.ts';
import { removeNamespace } from './remove-namespace.ts';
import { runProgram } from './run-program.ts';
import { runSteps } from './run-steps.ts';
import { createWebhook } from './webhook-server.ts';
import type { ClusterWebhook } from './webhook-server.ts';

const program = resolve(import.meta.dirname, '..', '..', 'src', 'main.ts');
const soon = { timeout: 120_000 };

describe('kubectl wi on a real API server', () => {
  let plane: ControlPlane;
  let webhook: ClusterWebhook;

  // Without the cache a build of nine minutes and more comes first.
  before(
    async () => {
      plane = await startControlPlane({ issuer, authority: createAuthority('kubernetes') });
      webhook = await createWebhook(plane);
    },
    { timeout: 45 * 60_000 },
  );
  afterEach(() => removeNamespace(plane.api, 'shop'), { timeout: 60_000 });
  after(() => plane.stop(), { timeout: 60_000 });

  const inWorld = async (name: string, world: BindWorld, use: (wi: (...argv: readonly string[]) => Promise<BindReport>) => Promise<void>): Promise<void> => {
    await runSteps({ plane, webhook }, world.cluster.steps);
    await withRealWorld({ name, cluster: world.cluster, azure: world.azure }, plane, (env) =>
      use(async (...argv) => {
        const { stdout, stderr } = await runProgram(process.execPath, [program, ...argv, '-o', 'json', '--timeout', '90s'], env);
        if (stdout === '') throw new Error(stderr);
        return bindReport.parse(JSON.parse(stdout));
      }),
    );
  };

  it('migrates a workload, and the printed commands leave nothing of pod identity v1', soon, async () => {
    await inWorld('migrate', migrateWorld([labelled(), ...v1]), async (wi) => {
      const report = await wi('migrate', '-A', '--yes', '--vault', 'kv-shop', '--secret', 'db-password');
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report));
      const commands = report.next?.filter(({ tool }) => tool === 'kubectl') ?? [];
      assert.equal(commands.length, 4);
      for (const { argv } of commands) {
        const { exitCode, stderr } = await runProgram(plane.binaries.kubectl, argv.slice(1), { KUBECONFIG: plane.adminKubeconfig, HOME: plane.directory });
        assert.equal(exitCode, 0, stderr);
      }
      const again = await wi('migrate', '-A', '--yes');
      assert.deepEqual([again.exitCode, again.plan.targets, again.next], [0, [], undefined], JSON.stringify(again));
      const pods = (await plane.api.list('/api/v1/namespaces/shop/pods')).filter(({ metadata }) => metadata.labels?.['aadpodidbinding'] === undefined);
      assert.ok(pods.length > 0);
      await removeCrds(plane.api);
      const without = await wi('migrate', '-A', '--yes');
      assert.deepEqual([without.exitCode, without.refused], [0, []]);
    });
  });

  it('rebinds accounts by tokens of a real issuer, and has nothing to do the second time', soon, async () => {
    const world = rebindWorld([account('orders'), account('billing', { identity: 2 })], [identityOf(1, [credentialFor('orders')]), identityOf(2, [credentialFor('billing')])]);
    await inWorld('rebind', world, async (wi) => {
      const argv = ['rebind', '-A', '--from-issuer', former, '--replace', '--yes'];
      const report = await wi(...argv);
      assert.deepEqual([report.exitCode, report.steps.map(({ outcome }) => outcome)], [0, Array.from({ length: 6 }, () => 'done')], JSON.stringify(report));
      const again = await wi(...argv);
      assert.deepEqual([again.exitCode, again.steps], [0, []]);
    });
  });
});
