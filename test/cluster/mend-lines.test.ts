/** Every line of kubectl that is printed, before a real kubectl that finds no cluster: it knows the command and its options, and asks. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { backgrounds } from '../../src/problems/background/index.ts';
import { describeProblem } from '../../src/problems/problem.ts';
import { samples } from '../../src/problems/testing/samples.ts';
import { unseen } from '../../src/problems/unseen/index.ts';
import { ensureKubectl } from './binaries.ts';
import { runProgram } from './run-program.ts';

/** Nothing listens on the port discard. */
const nobody = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': 'nobody',
  contexts: [{ name: 'nobody', context: { cluster: 'nobody', user: 'nobody' } }],
  clusters: [{ name: 'nobody', cluster: { server: 'http://127.0.0.1:9' } }],
  users: [{ name: 'nobody', user: {} }],
});

describe('the lines of kubectl that are printed', () => {
  let kubectl = '';
  let folder = '';
  // Without the cache, kubectl is built first: nine minutes and more.
  before(
    async () => {
      kubectl = await ensureKubectl();
      folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-lines-'));
      await writeFile(path.join(folder, 'config'), nobody);
      // files that earlier steps have somebody write
      for (const name of ['FILE', 'job.yaml']) await writeFile(path.join(folder, name), JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }));
    },
    { timeout: 45 * 60_000 },
  );
  after(() => rm(folder, { recursive: true, force: true }));

  /** What kubectl says against it, before it would have asked the cluster. */
  async function complaint(argv: readonly string[]): Promise<string | undefined> {
    const { exitCode, stderr } = await runProgram(kubectl, argv.slice(1), { KUBECONFIG: path.join(folder, 'config'), HOME: folder, PATH: '/usr/bin:/bin', EDITOR: 'true' }, '', folder);
    return exitCode === 0 || /connect: connection refused|The connection to the server 127\.0\.0\.1:9 was refused/.test(stderr) ? undefined : `${argv.join(' ')}: ${stderr}`;
  }

  async function complaints(lines: readonly (readonly string[])[]): Promise<readonly string[]> {
    const said: (string | undefined)[] = [];
    for (const line of lines) said.push(await complaint(line));
    return said.filter((one) => one !== undefined);
  }

  it('are taken by it, whatever the problem', { timeout: 120_000 }, async () => {
    const steps = [...samples.flatMap((sample) => describeProblem(sample).fix), ...[...unseen, ...Object.values(backgrounds)].flatMap(({ look }) => look)].filter(({ tool }) => tool === 'kubectl');
    const lines = [...new Map(steps.map(({ argv }) => [argv.join(' '), argv])).values()];
    const said = await Promise.all([0, 1].map((half) => complaints(lines.filter((_, index) => index % 2 === half))));
    assert.deepEqual(said.flat(), []);
  });

  it('are told apart from what it does not take', async () => {
    for (const line of [['get', 'pods', '--nmae', 'x'], ['gett', 'pods'], ['rollout', 'restrat', 'deployment/a'], ['set', 'env', 'deployment/a', '=x']]) {
      assert.notEqual(await complaint(['kubectl', ...line]), undefined, line.join(' '));
    }
  });
});
