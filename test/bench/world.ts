/** Sandboxes for measuring: every answer of the API server and of Azure comes later by as much as told. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { AzureScenario, ClusterScenario } from '../../src/sandbox/scenario.ts';

export interface World {
  readonly cluster: ClusterScenario;
  readonly azure: AzureScenario;
}

export async function withLatency<T>(world: World, delayMs: number, use: (sandbox: Sandbox) => Promise<T>): Promise<T> {
  const faults = delayMs === 0 ? [] : [{ match: '*', act: { delayMs } }];
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-bench-'));
  const sandbox = await startSandbox({ cluster: { ...world.cluster, faults }, azure: { ...world.azure, faults } }, directory);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.close();
    await rm(directory, { recursive: true, force: true });
  }
}
