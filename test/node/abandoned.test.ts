import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { until } from '../cluster/deadline.ts';

const traces = z.strictObject({ directory: z.string(), bridge: z.string(), cgroup: z.string() });
type Traces = z.infer<typeof traces>;

test('of a node whose test process is killed nothing is left: no process, pod, bridge, cgroup or file', { timeout: 45 * 60_000 }, async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('abandoned-node.ts', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit')]);
  const seen = traces.parse(JSON.parse(String(line)));
  const before = await whatIsThere(seen);
  assert.deepEqual(Object.keys(before).toSorted(), ['bridge', 'cgroups', 'directory', 'processes']);

  child.kill('SIGKILL');
  await until('everything to go', 20_000, async () => {
    const left = await whatIsThere(seen);
    if (Object.keys(left).length === 0) return true;
    throw new Error(JSON.stringify(left));
  });
});

/** What of a node can be seen on this machine, by kind; a kind of which nothing is there is left out. */
async function whatIsThere({ directory, bridge, cgroup }: Traces): Promise<Readonly<Record<string, unknown>>> {
  const exists = (path: string): Promise<boolean> => access(path).then(() => true, () => false);
  const hierarchies = ['', ...(await readdir('/sys/fs/cgroup'))].map((name) => join('/sys/fs/cgroup', name, cgroup));
  const cgroups = (await Promise.all(hierarchies.map(async (path) => ((await exists(path)) ? [path] : [])))).flat();
  const processes = await processesOf(directory, cgroup);
  return {
    ...((await exists(join('/sys/class/net', bridge))) ? { bridge } : {}),
    ...((await exists(directory)) ? { directory } : {}),
    ...(cgroups.length > 0 ? { cgroups } : {}),
    ...(processes.length > 0 ? { processes } : {}),
  };
}

/** Programs of the node, and what runs in its pods. */
async function processesOf(directory: string, cgroup: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const [command, groups] = await Promise.all(['cmdline', 'cgroup'].map((file) => readFile(join('/proc', pid, file), 'utf8').catch(() => '')));
      return command?.includes(directory) || groups?.includes(`/${cgroup}/`) ? [command?.replaceAll('\0', ' ') ?? pid] : [];
    }),
  );
  return found.flat();
}
