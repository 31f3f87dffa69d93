/** What `bind plan -o kustomize` prints, built by a real kubectl on top of the manifests that the cluster was made of. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseAllDocuments, stringify } from 'yaml';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { bind, bindJson } from '../bind/bind.ts';
import { planWorlds, type PlanWorld } from '../bind/plan-worlds.ts';
import { ensureKubectl } from '../cluster/binaries.ts';
import { runProgram, type ProgramRun } from '../cluster/run-program.ts';
import { withSandbox } from '../scenarios/world.ts';

describe('kubectl wi bind plan -o kustomize', () => {
  let kubectl = '';
  let folder = '';
  // Without the cache, kubectl is built first: nine minutes and more.
  before(
    async () => {
      kubectl = await ensureKubectl();
      folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-kustomize-'));
    },
    { timeout: 45 * 60_000 },
  );
  after(() => rm(folder, { recursive: true, force: true }));

  const objectsOf = ({ world }: PlanWorld): readonly KubernetesObject[] => world.cluster.steps.flatMap((step) => (step.do === 'apply' ? step.objects : []));

  /** Saves what was printed as its comments say, beside the manifests, and builds both. */
  async function built(printed: string, objects: readonly KubernetesObject[]): Promise<ProgramRun> {
    const root = await mkdtemp(path.join(folder, 'world-'));
    const component = path.join(root, 'workload-identity');
    await mkdir(component);
    const [first = '', ...more] = printed.split(/^---\n/m);
    await writeFile(path.join(component, 'kustomization.yaml'), first);
    for (const text of more) await writeFile(path.join(component, /^# File (\S+)\.$/m.exec(text)?.[1] ?? 'unnamed'), text);
    await writeFile(path.join(root, 'objects.yaml'), objects.map((object) => stringify(object)).join('---\n'));
    await writeFile(path.join(root, 'kustomization.yaml'), stringify({ resources: ['objects.yaml'], components: ['workload-identity'] }));
    return runProgram(kubectl, ['kustomize', root], { HOME: folder, PATH: process.env['PATH'] ?? '' });
  }

  for (const name of ['everything', 'cluster-alone', 'a-cronjob', 'two-workloads', 'through-the-driver'] as const) {
    it(`makes manifests to which the cluster's half lacks nothing: ${name}`, { timeout: 120_000 }, async () => {
      const planWorld: PlanWorld = planWorlds[name];
      const { world, argv } = planWorld;
      const { stdout: printed } = await withSandbox(world, ({ env }) => bind(env, ['plan', ...argv, '-o', 'kustomize']));
      const { stdout, stderr, exitCode } = await built(printed, objectsOf(planWorld));
      assert.deepEqual([exitCode, stderr], [0, '']);
      assert.doesNotMatch(stdout, /kubectl-wi\/bound/);
      const [webhook] = world.cluster.steps;
      const namespace = objectsOf(planWorld).filter(({ kind }) => kind === 'Namespace');
      const objects = parseAllDocuments(stdout).map((document) => document.toJS() as KubernetesObject).filter(({ kind }) => kind !== 'Namespace');
      const mended = { ...world.cluster, steps: [...(webhook === undefined ? [] : [webhook]), { do: 'apply' as const, objects: namespace }, { do: 'apply' as const, objects }] };
      const { plan } = await withSandbox({ ...world, cluster: mended }, ({ env }) => bindJson(env, ['plan', ...argv]));
      assert.deepEqual(plan.changes.filter(({ part }) => part === 'service account' || part === 'secret provider class' || part === 'pod template').map(({ action }) => action).filter((action) => action !== 'unchanged'), []);
    });
  }

  it('is refused by kustomize where the workload is not there', { timeout: 120_000 }, async () => {
    const { world, argv } = planWorlds['cluster-alone'];
    const { stdout } = await withSandbox(world, ({ env }) => bind(env, ['plan', ...argv, '-o', 'kustomize']));
    const { exitCode, stderr } = await built(stdout, []);
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /no matches for Id|failed to find unique target|no resource matches/);
  });
});
