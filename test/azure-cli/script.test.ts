/** What `bind plan -o az` prints, run by sh with Microsoft's Azure CLI and a real kubectl. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { addOn, csiVault, mountedDbPassword } from '../../src/sandbox/scenarios/csi-shop.ts';
import { credential, identity, issuer, principalId, serviceAccount, subject, vault } from '../../src/sandbox/scenarios/shop.ts';
import { bareDeployment, bindJson, changesOf, orders, unbindJson, writes, type BindWorld } from '../bind/bind.ts';
import { application, newIdentity } from '../bind/plan-worlds.ts';
import { runProgram, type ProgramRun } from '../cluster/run-program.ts';
import { assertNothingLeaks, assertTokensStayHome } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import { pipeline, shopWithPipeline } from './shop-with-pipeline.ts';
import { installPrograms, signedIn } from './signed-in.ts';

const wanted = [...orders, '--secret', 'db-password'];
const soon = { timeout: 180_000 };

describe('kubectl wi bind plan -o az', () => {
  let folder = '';
  /** Holds az, kubectl and kubectl-wi, and nothing else. */
  let programs = '';

  // Without the caches, kubectl is built first: nine minutes and more.
  before(
    async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-az-'));
      programs = await installPrograms(folder);
    },
    { timeout: 45 * 60_000 },
  );
  after(() => rm(folder, { recursive: true, force: true }));

  const inWorld = (world: BindWorld, use: (sandbox: Sandbox, env: Readonly<Record<string, string>>, script: (...argv: readonly string[]) => Promise<string>) => Promise<void>): Promise<void> =>
    withSandbox(world, async (sandbox) => {
      const env = await signedIn(sandbox, folder, programs);
      await use(sandbox, env, async (...argv) => {
        const { stdout, stderr, exitCode } = await runProgram(path.join(programs, 'kubectl-wi'), ['bind', 'plan', ...argv, '-o', 'az'], env);
        assert.deepEqual([exitCode, stderr], [1, ''], stdout);
        assertNothingLeaks([stdout], world);
        return stdout;
      });
      assertTokensStayHome(sandbox);
    });

  async function executed(script: string, env: Readonly<Record<string, string>>, world: BindWorld): Promise<ProgramRun> {
    const run = await runProgram('/bin/sh', ['-s'], env, script);
    assertNothingLeaks([run.stdout, run.stderr], world);
    return run;
  }

  it('is run by sh from nothing to a doctor without findings, may be run again, and is taken back by unbind', soon, async () => {
    const world = shopWithPipeline([bareDeployment()]);
    await inWorld(world, async (sandbox, env, scriptFor) => {
      const before = changesOf(await bindJson(env, ['plan', ...wanted]));
      const script = await scriptFor(...wanted);
      assert.deepEqual(writes(sandbox), [], 'a plan writes nothing');

      const run = await executed(script, env, world);
      assert.equal(run.exitCode, 0, `${run.stdout}\n${run.stderr}`);
      assert.match(run.stdout, /^no problem found, 9 ok/m);
      assert.deepEqual(writes(sandbox).map((line) => line.replace(/(federatedIdentityCredentials|roleAssignments)\/.*/, '$1')), [
        'PUT federatedIdentityCredentials',
        'PUT roleAssignments',
        'PATCH serviceaccounts/orders',
        'PATCH deployments/orders',
      ]);
      const plan = await runProgram(path.join(programs, 'kubectl-wi'), ['bind', 'plan', ...wanted, '-o', 'az'], env);
      assert.deepEqual([plan.exitCode, plan.stdout], [0, '#!/bin/sh\n# What deployment/orders in namespace shop lacked to use id-orders.\n# Nothing is missing.\n']);

      const again = await executed(script, env, world);
      assert.equal(again.exitCode, 0, `${again.stdout}\n${again.stderr}`);

      const undone = await unbindJson(env, ['deployment/orders', '-n', 'shop', '--yes', '--timeout', '60s']);
      assert.deepEqual(undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`), ['pod template: done', 'service account: done', 'role assignment: done', 'federated credential: done'], JSON.stringify(undone));
      assert.deepEqual(changesOf(await bindJson(env, ['plan', ...wanted])), before);
    });
  });

  it('puts right what is there, and leaves the rest: a credential, a policy, an account', soon, async () => {
    const world = shopWithPipeline([serviceAccount({ team: 'shop' }), bareDeployment()], {
      identities: [identity([{ ...credential, subject: `${subject} ` }, { ...credential, name: 'other', issuer: issuer.replace('22222222', '99999999') }])],
      vaults: [vault({ permissionModel: 'access-policy', roleAssignments: [], accessPolicies: [{ objectId: principalId, secrets: ['list'] }, { objectId: pipeline.appId, secrets: ['set'] }] })],
    });
    await inWorld(world, async (_sandbox, env, scriptFor) => {
      const script = await scriptFor(...wanted);
      assert.match(script, /^az identity federated-credential update /m);
      assert.doesNotMatch(script, /kubectl create/);
      const run = await executed(script, env, world);
      assert.equal(run.exitCode, 0, `${run.stdout}\n${run.stderr}`);
      const shown = await runProgram(path.join(programs, 'az'), ['keyvault', 'show', '-g', 'rg-shop', '-n', 'kv-shop', '--query', 'properties.accessPolicies[].{who:objectId,may:permissions.secrets}', '--output', 'json'], env);
      const policies = JSON.parse(shown.stdout) as readonly { readonly who: string; readonly may: readonly string[] }[];
      assert.deepEqual(policies.map(({ who, may }) => `${who}: ${may.toSorted().join(', ')}`), [`${principalId}: get, list`, `${pipeline.appId}: set`], shown.stderr);

      const undone = await unbindJson(env, ['deployment/orders', '-n', 'shop', '--yes', '--timeout', '60s']);
      assert.deepEqual(changesOf(undone).slice(0, 2), ['update pod template: deployment/orders', 'update service account: serviceaccount/orders'], JSON.stringify(undone.refused));
      const kubectl = await runProgram(path.join(programs, 'kubectl'), ['get', 'serviceaccount', 'orders', '-n', 'shop', '-o', 'jsonpath={.metadata.annotations}'], env);
      assert.equal((JSON.parse(kubectl.stdout) as { team?: string }).team, 'shop');
      assert.doesNotMatch(kubectl.stdout, /azure\.workload\.identity|kubectl-wi\/bound/);
    });
  });

  it('binds through the secrets store driver, and is taken back by unbind', soon, async () => {
    const bare = shopWithPipeline([...addOn, bareDeployment()], { vaults: [csiVault({ roleAssignments: [] })] });
    const world = { ...bare, cluster: { ...bare.cluster, steps: [...bare.cluster.steps, { do: 'mount', namespace: 'shop', secretProviderClass: 'orders', result: mountedDbPassword, stays: true }] } } as const;
    const asked = [...orders, '--csi', 'orders', '--objects', 'secret/db-password'];
    await inWorld(world, async (_sandbox, env, scriptFor) => {
      const script = await scriptFor(...asked);
      for (const time of ['first', 'second']) {
        const run = await executed(script, env, world);
        assert.equal(run.exitCode, 0, `${time}: ${run.stdout}\n${run.stderr}`);
      }
      assert.equal((await bindJson(env, ['plan', ...asked])).exitCode, 0);
      const undone = await unbindJson(env, ['deployment/orders', '-n', 'shop', '--yes', '--timeout', '60s']);
      assert.deepEqual(undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`).slice(0, 2), ['pod template: done', 'secret provider class: done'], JSON.stringify(undone));
    });
  });

  it('binds two workloads to one identity', soon, async () => {
    const billing = JSON.parse(JSON.stringify(bareDeployment()).replaceAll('"orders"', '"billing"')) as KubernetesObject;
    const world = shopWithPipeline([bareDeployment(), billing]);
    await inWorld(world, async (_sandbox, env, scriptFor) => {
      const run = await executed(await scriptFor('deployment/orders', 'deployment/billing', ...wanted.slice(1)), env, world);
      assert.equal(run.exitCode, 0, `${run.stdout}\n${run.stderr}`);
    });
  });

  it('creates an identity, and uses what Azure gave it', soon, async () => {
    const world = shopWithPipeline([bareDeployment()], { identities: [] });
    await inWorld(world, async (_sandbox, env, scriptFor) => {
      const script = await scriptFor(...newIdentity, '--secret', 'db-password');
      for (const time of ['first', 'second']) {
        const run = await executed(script, env, world);
        assert.equal(run.exitCode, 0, `${time}: ${run.stdout}\n${run.stderr}`);
      }
      assert.equal((await bindJson(env, ['plan', ...newIdentity])).exitCode, 0);
    });
  });

  it('binds an application, and may be run again', soon, async () => {
    const world = shopWithPipeline([bareDeployment()], { identities: [] }, [application()]);
    await inWorld(world, async (_sandbox, env, scriptFor) => {
      const script = await scriptFor(...orders.slice(0, 3), '--application', 'app orders', '--vault', 'kv-shop', '--secret', 'db-password');
      for (const time of ['first', 'second']) {
        const run = await executed(script, env, world);
        assert.equal(run.exitCode, 0, `${time}: ${run.stdout}\n${run.stderr}`);
      }
    });
  });

  it('stops at the first command that fails', soon, async () => {
    const refuses = { match: 'PUT management.azure.com/*/roleAssignments/*', act: { answer: 403, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ error: { code: 'AuthorizationFailed', message: 'no' } }) } } as const;
    const world = shopWithPipeline([bareDeployment()], { faults: [refuses] });
    await inWorld(world, async (sandbox, env, scriptFor) => {
      const run = await executed(await scriptFor(...wanted), env, world);
      assert.notEqual(run.exitCode, 0);
      assert.match(run.stderr, /AuthorizationFailed/);
      assert.equal(writes(sandbox).length, 1);
    });
  });
});
