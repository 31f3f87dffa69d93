/** What a person is shown and asked before a container is added to a pod. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as z from 'zod';
import { dispatch } from '../../src/cli/dispatch.ts';
import { connectKube } from '../../src/kube/api.ts';
import type { Step } from '../../src/sandbox/scenario.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { healthyFromPod } from '../../src/sandbox/scenarios/healthy-from-pod.ts';
import { exchanged, podReaches } from '../../src/sandbox/scenarios/pod-shop.ts';
import { deployment, issuer, steps, vaultEnv } from '../../src/sandbox/scenarios/shop.ts';
import { healthyCsi } from '../../src/sandbox/scenarios/healthy-csi.ts';
import { withSandbox } from '../scenarios/world.ts';

const podWithAdded = z.looseObject({ spec: z.looseObject({ ephemeralContainers: z.array(z.looseObject({ env: z.unknown() })).optional() }) });

interface Asked {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** Containers that were added, beside rehearsals. */
  readonly added: number;
}

/** Runs in this process, whose user types an answer at a terminal. Azure is not reached from it, nor is that of interest. */
async function ask({ env, cluster }: Sandbox, answer: string, ...flags: readonly string[]): Promise<Asked> {
  const before = patches(cluster);
  let [stdout, stderr] = ['', ''];
  const exitCode = await dispatch(['doctor', 'deployment/orders', '-n', 'shop', '--from=pod', '-o', 'json', '--no-read', ...flags], {
    env,
    homeDirectory: '/nowhere',
    platform: 'linux',
    arch: 'x64',
    nodeVersion: 'v22.0.0',
    commandName: ['kubectl', 'wi'],
    stdout: { write: (text) => void (stdout += text), isTerminal: false },
    stderr: { write: (text) => void (stderr += text), isTerminal: false },
    stdinIsTerminal: true,
    readStdin: async () => '',
    readLine: async () => answer,
    signal: new AbortController().signal,
    self: [],
  });
  return { stdout, stderr, exitCode, added: patches(cluster) - before };
}

function patches({ requests }: Sandbox['cluster']): number {
  return requests.filter(({ method, path }) => method === 'PATCH' && path.includes('/ephemeralcontainers?') && !path.includes('dryRun=All')).length;
}

describe('kubectl wi doctor --from=pod at a terminal', { concurrency: 1 }, () => {
  test('shows which pod, what runs in it, as whom, where it connects to, and that it stays, and adds nothing at a no', async () => {
    await withSandbox(healthyFromPod, async (sandbox) => {
      const { stderr, stdout, added } = await ask(sandbox, 'n');
      const said = stderr.replace(/\s+/g, ' ');
      assert.match(said, /A script would be run in container app of pod\/orders-\S+ -n shop\. Where that has no sh or curl, container kubectl-wi-1 is added to the pod instead: image docker\.io\/curlimages\/curl:\S+, a user without rights, no capability\./);
      assert.match(said, /reads the token in volume \S+, connects to login\.microsoftonline\.com, exchanges the token\. It ends by itself; neither token nor value leaves the pod\./);
      assert.match(said, /its entry stays in the spec of the pod until the pod is deleted\. The template is not touched\. Do it\? \[y\/N\] $/);
      assert.equal(added, 0);
      assert.match(stdout, /"needs":\s*"a yes to what --from=pod would do"/);
      assert.doesNotMatch(stdout, /stays in their spec/);
    });
  });

  test('adds it at a yes, and says in the report that it stays', async () => {
    await withSandbox(healthyFromPod, async (sandbox) => {
      const { stdout, added } = await ask(sandbox, 'y');
      assert.equal(added, 1);
      assert.match(stdout, /"What was added to pods stays in their spec until they are deleted; the templates are as they were\."/);
    });
  });

  test('hands on what names the container\'s proxies as it stands, and nothing else of its env', async () => {
    const proxies = [
      { name: 'HTTPS_PROXY', valueFrom: { secretKeyRef: { name: 'proxy', key: 'url' } } },
      { name: 'no_proxy', value: '10.0.0.0/8' },
    ];
    const behindProxy: readonly Step[] = [...steps(deployment({ env: [...vaultEnv, ...proxies, { name: 'PASSWORD', value: 'canary' }] })), ...podReaches(exchanged).slice(steps().length)];
    await withSandbox({ ...healthyFromPod, cluster: { issuer, steps: behindProxy } }, async (sandbox) => {
      assert.equal((await ask(sandbox, 'y')).added, 1);
      const kube = connectKube({ env: sandbox.env, homeDirectory: '/nowhere', platform: 'linux', arch: 'x64', version: '0', flags: { asGroups: [], asUserExtra: [] }, stdinIsTerminal: false });
      const pods = await kube.list('/api/v1/namespaces/shop/pods', podWithAdded);
      kube.close();
      assert.deepEqual(pods.flatMap(({ spec }) => (spec.ephemeralContainers ?? []).map(({ env }) => env)), [proxies]);
    });
  });

  test('asks nothing where there is no pod to look from, as with the secrets store driver alone', async () => {
    await withSandbox(healthyCsi, async (sandbox) => {
      const { stderr, stdout, added } = await ask(sandbox, 'y');
      assert.deepEqual([stderr, added], ['', 0]);
      assert.match(stdout, /the driver signs in on the node, not in the pod/);
    });
  });
});
