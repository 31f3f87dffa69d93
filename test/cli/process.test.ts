import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse as parseYaml } from 'yaml';
import { doctorReport } from '../../src/report/report.ts';
import type { Fault, Scenario } from '../../src/sandbox/scenario.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { withSandbox } from '../scenarios/world.ts';
import { start, startInShell } from './process.ts';

function scenario(name: string): Scenario {
  const found = scenarios.find((one) => one.name === name);
  assert.ok(found !== undefined, name);
  return found;
}

const healthy = scenario('healthy');
const broken = scenario('fic-subject-mismatch');

/** The healthy world, whose API server does not answer when the workload is asked for. */
function hanging(act: Fault['act'] = 'hang'): Pick<Scenario, 'cluster' | 'azure'> {
  return { ...healthy, cluster: { ...healthy.cluster, faults: [{ match: 'GET 127.0.0.1/apis/apps/v1/namespaces/shop/deployments/*', act }] } };
}

describe('the exit code of the process', () => {
  const plain: readonly (readonly [argv: readonly string[], exitCode: number])[] = [
    [[], 0],
    [['--version'], 0],
    [['help', 'doctor'], 0],
    [['explain', 'WI551'], 0],
    [['nonsense'], 2],
    [['doctor', 'deploy/orders', '--nonsense'], 2],
    [['doctor', 'deploy/orders', '--kubeconfig', '/nowhere/config'], 2],
  ];
  for (const [argv, exitCode] of plain) {
    test(`is ${exitCode} for: ${argv.join(' ')}`, async () => {
      const ended = await start(argv).ended;
      assert.equal(ended.exitCode, exitCode, ended.stderr);
      assert.equal(ended.stdout === '', exitCode !== 0);
      assert.equal(ended.stderr === '', exitCode === 0);
    });
  }

  for (const name of ['healthy', 'fic-subject-mismatch', 'doctor-no-tokenrequest', 'kube-auth-expired']) {
    const { expect, command, cluster, azure } = scenario(name);
    test(`is ${expect.exitCode} for the scenario ${name}`, async () => {
      await withSandbox({ cluster, azure }, async ({ env }) => {
        assert.equal((await start(command, env).ended).exitCode, expect.exitCode);
      });
    });
  }

  test('is that of the problems that count', async () => {
    await withSandbox(broken, async ({ env }) => {
      assert.equal((await start([...broken.command, '--fail-on', 'never'], env).ended).exitCode, 0);
    });
  });

  test('is 124 when the deadline of the run has passed, and what is known is still reported', async () => {
    await withSandbox(hanging(), async ({ env }) => {
      const { exitCode, stdout, stderr } = await start([...healthy.command, '--timeout', '500ms', '-o', 'json'], env).ended;
      const report = doctorReport.parse(JSON.parse(stdout));
      assert.deepEqual([exitCode, report.exitCode, stderr], [124, 124, '']);
    });
  });

  test('is 4 where the plugin that makes credentials is not there', async () => {
    await withSandbox(healthy, async ({ env }) => {
      const { exitCode, stderr } = await startInShell(
        `sed 's/client-certificate-data:.*/exec: {apiVersion: client.authentication.k8s.io\\/v1, command: kubelogin-is-not-here, interactiveMode: Never}/; /client-key-data:/d' "$KUBECONFIG" > "$HOME/config"\n` +
          `wi ${healthy.command.join(' ')} --kubeconfig "$HOME/config"`,
        env,
      ).ended;
      assert.equal(exitCode, 4, stderr);
      assert.match(stderr, /kubelogin-is-not-here/);
    });
  });
});

describe('a signal', () => {
  for (const [signal, exitCode] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
    test(`${signal} ends a run with ${exitCode} within 200 ms, while a request hangs`, async () => {
      await withSandbox(hanging(), async ({ env, cluster }) => {
        const { child, ended } = start(healthy.command, env);
        while (!cluster.requests.some(({ path }) => path.includes('/deployments/'))) await new Promise((resolve) => setTimeout(resolve, 5));
        const sent = performance.now();
        child.kill(signal);
        const { exitCode: code, stdout } = await ended;
        const took = performance.now() - sent;
        assert.deepEqual([code, stdout], [exitCode, '']);
        assert.ok(took < 200, `${Math.round(took)} ms`);
      });
    });
  }
});

describe('a reader that goes away', () => {
  test('ends the process quietly: nothing on stderr, and the code of what was found', async () => {
    await withSandbox(broken, async ({ env }) => {
      for (const format of ['text', 'json']) {
        const { child, ended } = start([...broken.command, '-o', format], env);
        child.stdout?.destroy();
        const { exitCode, stderr } = await ended;
        assert.deepEqual([exitCode, stderr], [broken.expect.exitCode, ''], format);
      }
    });
  });

  test('may be head: what it read is whole', async () => {
    const { stdout, stderr } = await startInShell('wi demo --list | head -n 1').ended;
    assert.deepEqual([stdout.split('\n').length, stderr], [2, '']);
    assert.match(stdout, /^healthy +\S/);
  });

  test('may have closed stderr as well', async () => {
    const { child, ended } = start(['nonsense']);
    child.stderr?.destroy();
    child.stdout?.destroy();
    assert.notEqual((await ended).exitCode, 70);
  });
});

describe('a log on standard input', () => {
  test('is explained', async () => {
    const { exitCode, stdout, stderr } = await startInShell("printf 'starting\\nerror: AADSTS700213: No matching federated identity record\\n' | wi explain -").ended;
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match(stdout, /WI551/);
  });

  test('is empty where standard input is closed', async () => {
    const { exitCode, stdout } = await startInShell('wi explain - -o json <&-').ended;
    assert.equal(exitCode, 0);
    assert.deepEqual((JSON.parse(stdout) as { readonly findings: unknown }).findings, []);
  });
});

describe('a machine format', () => {
  const parsers = { json: (text: string): unknown => JSON.parse(text), yaml: (text: string): unknown => parseYaml(text) };
  for (const [format, parse] of Object.entries(parsers)) {
    test(`${format} is one document where the object does not exist, with exit code 2`, async () => {
      await withSandbox(healthy, async ({ env }) => {
        const { exitCode, stdout, stderr } = await start(['doctor', 'deployment/nope', '-n', 'shop', '-o', format], env).ended;
        const report = doctorReport.parse(parse(stdout));
        assert.deepEqual([exitCode, report.exitCode, report.targets, report.summary.notChecked], [2, 2, [], 1]);
        assert.equal(stderr, 'Error from server (NotFound): deployments.apps "nope" not found\n');
      });
    });

    test(`${format} is one document where one of two objects does not exist`, async () => {
      await withSandbox(healthy, async ({ env }) => {
        const { exitCode, stdout } = await start(['doctor', 'deployment/nope', 'deployment/orders', '-n', 'shop', '-o', format], env).ended;
        const report = doctorReport.parse(parse(stdout));
        assert.deepEqual([exitCode, report.targets.map(({ target }) => target)], [2, ['deployment/orders']]);
      });
    });

    test(`${format} is one document when stdin is closed`, async () => {
      await withSandbox(healthy, async ({ env }) => {
        const { exitCode, stdout, stderr } = await startInShell(`wi ${healthy.command.join(' ')} -o ${format} <&-`, env).ended;
        assert.deepEqual([exitCode, stderr], [0, '']);
        assert.equal(doctorReport.parse(parse(stdout)).exitCode, 0);
      });
    });

    test(`${format} is one document when the API server answers with garbage`, async () => {
      await withSandbox(hanging({ answer: 200, body: '<html>not Kubernetes</html>' }), async ({ env }) => {
        const { exitCode, stdout } = await start([...healthy.command, '-o', format], env).ended;
        assert.equal(doctorReport.parse(parse(stdout)).exitCode, exitCode);
      });
    });
  }

  for (const format of ['text', 'wide', 'name']) {
    test(`${format} has nothing on stdout where the object does not exist`, async () => {
      await withSandbox(healthy, async ({ env }) => {
        const { exitCode, stdout, stderr } = await start(['doctor', 'deployment/nope', '-n', 'shop', '-o', format], env).ended;
        assert.deepEqual([exitCode, stdout], [2, '']);
        assert.equal(stderr, 'Error from server (NotFound): deployments.apps "nope" not found\n');
      });
    });
  }
});
