/** What `kubectl wi rbac` prints, given to a user by a real kubectl: enough for the doctor, and no more. */
import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import * as z from 'zod';
import { doctorReport } from '../../src/report/report.ts';
import type { DoctorReport } from '../../src/report/report.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { audience } from '../../src/sandbox/scenarios/shop.ts';
import { runFormats } from '../scenarios/world.ts';
import { startControlPlane } from './control-plane.ts';
import type { ControlPlane } from './control-plane.ts';
import { until } from './deadline.ts';
import { withRealWorld } from './real-world.ts';
import { runProgram } from './run-program.ts';
import type { ProgramRun } from './run-program.ts';
import { runSteps } from './run-steps.ts';
import { createWebhook } from './webhook-server.ts';

const program = resolve(import.meta.dirname, '..', '..', 'src', 'main.ts');
const soon = { timeout: 60_000 };
const doctor = ['doctor', 'deployment/orders', '-n', 'shop'];
const printed = ['rbac', '-n', 'shop', '--service-account', 'orders'];
/** The group of everybody who has no certificate of an administrator (`operator.ts`). */
const group = 'developers';

describe('the rights that kubectl wi rbac prints', () => {
  let plane: ControlPlane;

  // Without the cache a build of nine minutes and more comes first.
  before(
    async () => {
      plane = await startControlPlane({ issuer: healthy.cluster.issuer, authority: createAuthority('kubernetes') });
      await runSteps({ plane, webhook: await createWebhook(plane) }, healthy.cluster.steps);
    },
    { timeout: 45 * 60_000 },
  );
  after(() => plane.stop());
  afterEach(async () => {
    for (const objects of [['clusterrolebinding,clusterrole', 'kubectl-wi-doctor-shop'], ['rolebinding,role', 'kubectl-wi-doctor', '-n', 'shop']]) {
      await administrate(['delete', '--ignore-not-found', ...objects]);
    }
    await until('the rights to end', 15_000, async () => {
      const still = await Promise.all([may('list', 'pods', '-n', 'shop'), may('list', 'mutatingwebhookconfigurations')]);
      return still.includes(true) ? undefined : true;
    });
  });

  const kubectl = (argv: readonly string[], env: Readonly<Record<string, string>>, input?: string): Promise<ProgramRun> => runProgram(plane.binaries.kubectl, argv, env, input);

  const administrate = async (argv: readonly string[], input?: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await kubectl(argv, { HOME: plane.directory, KUBECONFIG: plane.adminKubeconfig }, input);
    assert.equal(exitCode, 0, `kubectl ${argv.join(' ')}: ${stderr}`);
    return stdout;
  };

  const may = async (...request: readonly string[]): Promise<boolean> => {
    const { stdout } = await kubectl(['auth', 'can-i', ...request, '--as=somebody', `--as-group=${group}`], { HOME: plane.directory, KUBECONFIG: plane.adminKubeconfig });
    return stdout.trim() === 'yes';
  };

  /** Applies what is printed, and runs the commands that it gives in its comments; when it returns the API server has taken note. */
  const grant = async (argv: readonly string[], { onlyRole = false } = {}): Promise<void> => {
    const { exitCode, stdout, stderr } = await runProgram(process.execPath, [program, ...argv], { HOME: plane.directory });
    assert.equal(exitCode, 0, stderr);
    await administrate(['apply', '-f', '-'], stdout);
    const commands = stdout.matchAll(/^# {3}kubectl (create \w+ .*)GROUP$/gm);
    const [role, clusterRole, ...more] = [...commands].map(([, command = '']) => `${command}${group}`.split(' '));
    assert.ok(role !== undefined && clusterRole !== undefined && more.length === 0, stdout);
    await administrate(role);
    await until('the Role to hold', 15_000, async () => ((await may('list', 'pods', '-n', 'shop')) ? true : undefined));
    if (onlyRole) return;
    await administrate(clusterRole);
    await until('the ClusterRole to hold', 15_000, async () => ((await may('list', 'mutatingwebhookconfigurations')) ? true : undefined));
  };

  /** In a world that is healthy, for somebody of the group who has no rights of their own. */
  const asMember = <T>(use: (env: Readonly<Record<string, string>>) => Promise<T>): Promise<T> =>
    withRealWorld({ ...healthy, cluster: { ...healthy.cluster, operator: {} } }, plane, use);

  const asAdministrator = <T>(use: (env: Readonly<Record<string, string>>) => Promise<T>): Promise<T> => withRealWorld(healthy, plane, use);

  it('are all that the doctor needs, and it needs no other', soon, async () => {
    const before = await asMember(examine);
    assert.deepEqual(verdictOf(before), { verdict: 'undecided', exitCode: 3 });
    await grant(printed);
    const report = await asMember(examine);
    assert.deepEqual(verdictOf(report), { verdict: 'ok', exitCode: 0 });
    assert.deepEqual(needsOf(report), []);
  });

  it('let nobody make tokens of another service account, or look into another namespace', soon, async () => {
    await grant(printed);
    await asMember(async (env) => {
      assert.equal((await kubectl(['create', 'token', 'orders', '-n', 'shop'], env)).exitCode, 0);
      for (const [argv, refused] of [
        [['create', 'token', 'default', '-n', 'shop'], 'serviceaccounts "default" is forbidden'],
        [['create', 'token', 'default', '-n', 'kube-system'], 'serviceaccounts "default" is forbidden'],
        [['get', 'serviceaccount', 'default', '-n', 'shop'], 'serviceaccounts "default" is forbidden'],
        [['get', 'secrets', '-n', 'shop'], 'secrets is forbidden'],
        [['get', 'pods', '-n', 'kube-system'], 'pods is forbidden'],
        [['get', 'namespace', 'default'], 'namespaces "default" is forbidden'],
        [['annotate', 'serviceaccount', 'orders', '-n', 'shop', 'a=b'], 'serviceaccounts "orders" is forbidden'],
      ] as const) {
        const { exitCode, stderr } = await kubectl(argv, env);
        assert.equal(exitCode, 1, argv.join(' '));
        assert.ok(stderr.includes(refused), stderr);
      }
    });
  });

  it('with --read-only leave the doctor undecided, and it names the rights that it lacks', soon, async () => {
    await grant([...printed, '--read-only']);
    const report = await asMember(examine);
    assert.deepEqual(verdictOf(report), { verdict: 'undecided', exitCode: 3 });
    assert.deepEqual(needsOf(report), ['create pods in namespace shop', 'create serviceaccounts/token resourceNames=[orders] in namespace shop']);
  });

  it('of the namespace alone are enough for a workload that works', soon, async () => {
    await grant(printed, { onlyRole: true });
    const report = await asMember(examine);
    assert.deepEqual(verdictOf(report), { verdict: 'ok', exitCode: 0 });
    assert.deepEqual(needsOf(report), ['list mutatingwebhookconfigurations.admissionregistration.k8s.io at the cluster scope']);
  });

  it('are those of whom --as and --as-group name', soon, async () => {
    await grant(printed);
    await asAdministrator(async (env) => {
      assert.deepEqual(verdictOf(await examine(env, ['--as', 'jane', `--as-group=${group}`])), { verdict: 'ok', exitCode: 0 });
      const ungrouped = await examine(env, ['--as', 'jane']);
      assert.deepEqual(verdictOf(ungrouped), { verdict: 'undecided', exitCode: 3 });
      assert.deepEqual(needsOf(ungrouped), ['get deployments.apps in namespace shop']);
    });
  });

  it('do not let a member act as somebody else, and the doctor says that this is what lacks', soon, async () => {
    await grant(printed);
    const report = await asMember((env) => examine(env, ['--as', 'jane']));
    assert.deepEqual(verdictOf(report), { verdict: 'undecided', exitCode: 3 });
    assert.deepEqual(needsOf(report), ['impersonate users at the cluster scope']);
  });

  it('give a token bound to a pod, which is worth nothing when the pod is gone', soon, async () => {
    const name = 'bound';
    const bare = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec: { serviceAccountName: 'orders', containers: [{ name: 'app', image: 'registry.example/orders:1' }] } };
    await grant(printed);
    await asMember(async (env) => {
      const make = async (): Promise<string> => {
        await administrate(['apply', '-f', '-'], JSON.stringify(bare));
        return administrate(['get', 'pod', name, '-n', 'shop', '-o', 'jsonpath={.metadata.uid}']);
      };
      const remove = (): Promise<string> => administrate(['delete', 'pod', name, '-n', 'shop', '--wait']);
      const request = (uid: string): Promise<ProgramRun> =>
        kubectl(['create', 'token', 'orders', '-n', 'shop', `--audience=${audience}`, '--bound-object-kind=Pod', `--bound-object-name=${name}`, `--bound-object-uid=${uid}`], env);

      const uid = await make();
      const [kept, used] = [await request(uid), await request(uid)];
      assert.deepEqual(await review(plane, used.stdout), { authenticated: true, error: undefined });
      await remove();
      // The API server remembers for ten seconds what it has accepted: only a token that it has not seen is refused at once.
      assert.deepEqual(await review(plane, kept.stdout), { authenticated: false, error: '[invalid bearer token, service account token has been invalidated]' });
      assert.match((await request(uid)).stderr, /pods "bound" not found/);
      await make();
      assert.match((await request(uid)).stderr, new RegExp(`the UID in the bound object reference \\(${uid}\\) does not match the UID in record`));
      await remove();
    });
  });
});

async function examine(env: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<DoctorReport> {
  const [json] = await runFormats([...doctor, ...flags], ['json'], env);
  assert.ok(json !== undefined);
  assert.equal(json.stderr, '');
  return doctorReport.parse(JSON.parse(json.stdout));
}

function verdictOf({ targets, exitCode }: DoctorReport): unknown {
  return { verdict: targets[0]?.verdict, exitCode };
}

/** The rights that the report says are missing, each once. */
function needsOf({ targets }: DoctorReport): readonly string[] {
  const missing = targets.flatMap(({ checks }) => checks.flatMap((check) => check.missing ?? []));
  return [...new Set(missing.flatMap(({ problem, needs }) => (problem === undefined ? [] : needs)))];
}

const tokenReview = z.looseObject({ status: z.looseObject({ authenticated: z.boolean().default(false), error: z.string().optional() }) });

async function review({ api }: ControlPlane, token: string): Promise<unknown> {
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token: token.trim(), audiences: [audience] } };
  const { authenticated, error } = tokenReview.parse(await api.call('POST', '/apis/authentication.k8s.io/v1/tokenreviews', { body })).status;
  return { authenticated, error };
}
