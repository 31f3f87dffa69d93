/** `kubectl wi bind` on a real API server: its server-side apply, its conflicts, its rights, its rollouts. */
import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import * as z from 'zod';
import { bindReport, type BindReport } from '../../src/report/bind-report.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { identity, issuer, namespace, otherClientId, serviceAccount, template, tenantId, vault } from '../../src/sandbox/scenarios/shop.ts';
import type { ClusterOperator } from '../../src/sandbox/scenario.ts';
import { bareDeployment, changesOf, orders, worldOf, type BindWorld } from '../bind/bind.ts';
import { programNamed } from '../completion/programs.ts';
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
const yes = [...orders, '--secret', 'db-password', '--yes', '--timeout', '90s'];
const managed = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string(), managedFields: z.array(z.looseObject({ manager: z.string(), operation: z.string(), fieldsV1: z.unknown() })) }),
});

const deployment = z.looseObject({
  metadata: z.looseObject({ generation: z.number(), annotations: z.record(z.string(), z.string()).optional() }),
  spec: z.record(z.string(), z.unknown()),
});
const deploymentOf = (object: unknown): z.infer<typeof deployment> => deployment.parse(object);

describe('kubectl wi bind on a real API server', () => {
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

  const inWorld = async (name: string, world: BindWorld, use: (wi: (...argv: readonly string[]) => Promise<BindReport>) => Promise<void>, operator: ClusterOperator = 'admin'): Promise<void> => {
    await runSteps({ plane, webhook }, world.cluster.steps);
    await withRealWorld({ name, cluster: { ...world.cluster, operator }, azure: world.azure }, plane, (env) =>
      use(async (...argv) => {
        const { stdout, stderr } = await runProgram(process.execPath, [program, ...argv, '-o', 'json'], env);
        if (stdout === '') throw new Error(stderr);
        return bindReport.parse(JSON.parse(stdout));
      }),
    );
  };

  const objectAt = async (path: string): Promise<z.infer<typeof managed>> => managed.parse(await plane.api.get(path));
  const deploymentPath = '/apis/apps/v1/namespaces/shop/deployments/orders';
  const accountPath = '/api/v1/namespaces/shop/serviceaccounts/orders';

  it('wires a workload from nothing, owns what it set and nothing else, and changes nothing the second time', soon, async () => {
    await inWorld('bind-from-nothing', worldOf([bareDeployment()]), async (wi) => {
      const report = await wi('bind', ...yes);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report));
      const [deployment, account] = [await objectAt(deploymentPath), await objectAt(accountPath)];
      const own = deployment.metadata.managedFields.filter(({ manager }) => manager === 'workload-identity-bind');
      assert.deepEqual(own.map(({ operation, fieldsV1 }) => ({ operation, fieldsV1 })), [
        {
          operation: 'Apply',
          fieldsV1: {
            'f:metadata': { 'f:annotations': { 'f:kubectl-wi/bound': {} } },
            'f:spec': { 'f:template': { 'f:metadata': { 'f:labels': { 'f:azure.workload.identity/use': {} } }, 'f:spec': { 'f:serviceAccountName': {} } } },
          },
        },
      ]);
      assert.deepEqual(account.metadata.managedFields.map(({ manager }) => manager), ['workload-identity-bind']);

      const again = await wi('bind', ...yes);
      assert.deepEqual([again.exitCode, again.steps, changesOf(again).every((line) => line.startsWith('unchanged'))], [0, [], true]);
      // the controller writes the status and the revision of a Deployment, never the account
      assert.equal((await objectAt(accountPath)).metadata.resourceVersion, account.metadata.resourceVersion);
    });
  });

  it('is taken back by unbind, and the Deployment is as it was', soon, async () => {
    await inWorld('bind-and-unbind', worldOf([bareDeployment()]), async (wi) => {
      const before = deploymentOf(await plane.api.get(deploymentPath));
      assert.equal((await wi('bind', ...yes)).exitCode, 0);
      const undone = await wi('unbind', 'deployment/orders', '-n', 'shop', '--yes', '--timeout', '90s');
      assert.deepEqual([undone.exitCode, undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`)], [
        0,
        ['pod template: done', 'service account: done', 'role assignment: done', 'federated credential: done'],
      ], JSON.stringify(undone));
      const after = deploymentOf(await plane.api.get(deploymentPath));
      assert.deepEqual(after.spec, before.spec);
      assert.equal(after.metadata.annotations?.['kubectl-wi/bound'], undefined);
      // made, bound, and as it was: each pod was made anew twice
      assert.deepEqual([before.metadata.generation, after.metadata.generation], [1, 3]);
      await assert.rejects(plane.api.get(accountPath));
    });
  });

  it('creates the identity, and names it and its tenant on the account of a cluster of another tenant', soon, async () => {
    const steps = [{ do: 'webhook', state: { generation: 'wi', tenantId: '12121212-1212-4212-8212-121212121212' } }, { do: 'apply', objects: [namespace] }, { do: 'apply', objects: [bareDeployment()] }] as const;
    await inWorld('bind-create-identity', worldOf([], { identities: [] }, { steps }), async (wi) => {
      const report = await wi('bind', ...yes, '-g', 'rg-shop', '--create-identity');
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report));
      const account = await plane.api.get('/api/v1/namespaces/shop/serviceaccounts/orders');
      const { clientId = '' } = report.steps[0]?.identity ?? {};
      const { annotations } = z.looseObject({ metadata: z.looseObject({ annotations: z.record(z.string(), z.string()) }) }).parse(account).metadata;
      assert.deepEqual([annotations['azure.workload.identity/client-id'], annotations['azure.workload.identity/tenant-id']], [clientId, tenantId]);
      assert.deepEqual((await wi('bind', ...yes, '-g', 'rg-shop', '--create-identity')).steps, []);
    });
  });

  it('is written as a script whose kubectl half unbind finds and takes back, and which leaves alone what kubectl apply set', soon, async () => {
    const world = worldOf([serviceAccount({ team: 'shop' }), bareDeployment()], { identities: [identity()], vaults: [vault()] });
    const bin = join(plane.directory, 'bin');
    await mkdir(bin, { recursive: true });
    await symlink(plane.binaries.kubectl, join(bin, 'kubectl'));
    await writeFile(join(bin, 'kubectl-wi'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
    const before = async (): Promise<unknown> => [deploymentOf(await plane.api.get(deploymentPath)).spec, (await plane.api.get(accountPath) as { metadata: { annotations?: unknown } }).metadata.annotations];
    await runSteps({ plane, webhook }, world.cluster.steps);
    const was = await before();
    await withRealWorld({ name: 'bind-script', cluster: { ...world.cluster, operator: 'admin' }, azure: world.azure }, plane, async (own) => {
      const env = { ...own, PATH: [bin, own['PATH'], '/usr/bin', '/bin'].join(':') };
      const { stdout: script } = await runProgram(process.execPath, [program, 'bind', 'plan', ...orders, '--secret', 'db-password', '-o', 'az'], env);
      assert.doesNotMatch(script, /^az /m);
      for (const time of ['first', 'second']) {
        const run = await runProgram('/bin/sh', ['-s'], env, script);
        assert.equal(run.exitCode, 0, `${time}: ${run.stdout}\n${run.stderr}`);
      }
      const undone = await runProgram(process.execPath, [program, 'unbind', 'deployment/orders', '-n', 'shop', '--yes', '--timeout', '90s'], env);
      assert.equal(undone.exitCode, 0, undone.stderr);
    });
    assert.deepEqual(await before(), was);
  });

  it('could not be written with kubectl apply --server-side, which takes away what an earlier kubectl apply set', soon, async () => {
    await runSteps({ plane, webhook }, worldOf([serviceAccount({ team: 'shop' })]).cluster.steps);
    const ours = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders', namespace: 'shop', annotations: { ours: 'yes' } } };
    const argv = ['apply', '--server-side', '--field-manager=workload-identity-bind', '-f', '-'];
    const applied = await runProgram(plane.binaries.kubectl, argv, { KUBECONFIG: plane.adminKubeconfig, HOME: plane.directory }, JSON.stringify(ours));
    assert.equal(applied.exitCode, 0, applied.stderr);
    const { metadata } = z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()) }) }).parse(await plane.api.get(accountPath));
    assert.deepEqual([metadata.annotations['ours'], metadata.annotations['team']], ['yes', undefined]);
  });

  it('changes nothing where a field is somebody else\'s, and says whose', soon, async () => {
    const bare = bareDeployment();
    const named = { ...bare, spec: { ...(bare['spec'] as object), template: template({ spec: { serviceAccountName: 'default' } }) } };
    await inWorld('bind-conflict', worldOf([named]), async (wi) => {
      const report = await wi('bind', ...yes);
      assert.equal(report.exitCode, 1);
      assert.match(report.refused.map(({ what }) => what).join('\n'), /^deployment\/orders would be refused: Apply failed with 1 conflict: conflict with "[\w-]+"(?: using apps\/v1)?: \.spec\.template\.spec\.serviceAccountName/);
      assert.deepEqual(report.steps, []);
      await assert.rejects(plane.api.get(accountPath));
    });
  });

  it('takes over what was set by hand where it is told to', soon, async () => {
    const bare = bareDeployment();
    const named = { ...bare, spec: { ...(bare['spec'] as object), template: template({ labels: {}, spec: { serviceAccountName: 'default' } }) } };
    await inWorld('bind-take-over', worldOf([]), async (wi) => {
      const file = join(plane.directory, 'named.json');
      await writeFile(file, JSON.stringify(named));
      const applied = await runProgram(plane.binaries.kubectl, ['apply', '-f', file], { KUBECONFIG: plane.adminKubeconfig, HOME: plane.directory });
      assert.equal(applied.exitCode, 0, applied.stderr);
      const refused = await wi('bind', ...yes);
      assert.match(refused.refused[0]?.what ?? '', /conflict with "kubectl-client-side-apply" using apps\/v1: \.spec\.template\.spec\.serviceAccountName; --take-over takes it over$/);
      const report = await wi('bind', ...yes, '--take-over');
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report));
    });
  });

  it('takes a yes on a terminal as leave to take over and to make pods anew, and a no as none', soon, async () => {
    const bare = bareDeployment();
    const named = { ...bare, spec: { ...(bare['spec'] as object), template: template({ spec: { serviceAccountName: 'orders' } }) } };
    const account = serviceAccount({ 'azure.workload.identity/client-id': otherClientId });
    const world = worldOf([]);
    await runSteps({ plane, webhook }, world.cluster.steps);
    const file = join(plane.directory, 'by-hand.json');
    await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [account, named] }));
    const admin = { KUBECONFIG: plane.adminKubeconfig, HOME: plane.directory };
    assert.equal((await runProgram(plane.binaries.kubectl, ['apply', '-f', file], admin)).exitCode, 0);
    assert.equal((await runProgram(plane.binaries.kubectl, ['rollout', 'status', 'deployment/orders', '-n', 'shop'], admin)).exitCode, 0);
    await withRealWorld({ name: 'bind-on-a-terminal', cluster: { ...world.cluster, operator: 'admin' }, azure: world.azure }, plane, async (env) => {
      const line = [process.execPath, program, 'bind', ...orders, '--timeout', '90s'].join(' ');
      const answered = (answer: string): ReturnType<typeof runProgram> => runProgram(programNamed('script'), ['-qfec', line, '/dev/null'], { ...env, TERM: 'dumb' }, `${answer}\n`);
      const no = await answered('n');
      assert.match(no.stdout, /Takes over what kubectl-client-side-apply set/);
      assert.match(no.stdout, /This restarts 2 pods that were made before\.[^]*Do it\? \[y\/N\][^]*nothing was changed/);
      const yes = await answered('yes');
      assert.match(yes.stdout, /^no problem found/m);
      assert.deepEqual([no.exitCode, yes.exitCode], [1, 0], yes.stdout);
    });
  });

  it('finds a missing right before anything is written', soon, async () => {
    const operator: ClusterOperator = {
      clusterRules: [
        { apiGroups: ['', 'apps', 'admissionregistration.k8s.io'], resources: ['*'], verbs: ['get', 'list'] },
        { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
      ],
    };
    await inWorld(
      'bind-rights',
      worldOf([bareDeployment()]),
      async (wi) => {
        const report = await wi('bind', ...yes);
        assert.equal(report.exitCode, 1);
        assert.deepEqual(report.refused.map(({ what }) => /^(\S+) would be refused: .* cannot patch resource "(\w+)" in API group "(\w*)" in the namespace "shop"/.exec(what)?.slice(1)), [
          ['serviceaccount/orders', 'serviceaccounts', ''],
          ['deployment/orders', 'deployments', 'apps'],
        ]);
        assert.deepEqual(report.steps, []);
      },
      operator,
    );
  });
});
