import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startAzure } from '../../src/sandbox/azure/start.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { startCluster, type RequestRecord, type RunningCluster } from '../../src/sandbox/kubernetes/cluster.ts';
import { createTokenIssuer } from '../../src/sandbox/kubernetes/tokens.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';
import { issuer } from '../../src/sandbox/scenarios/shop.ts';
import type { Run } from '../cli/run.ts';
import type { CommandCall } from './command-server.ts';

/** Where many worlds are looked at in one process: one Azure that is changed, and a cluster for each. */
export interface Workshop {
  /** Runs a command in the world of a scenario whose cluster has the shop's issuer. */
  run(world: Pick<Scenario, 'cluster' | 'azure'>, command: readonly string[]): Promise<Run & { readonly requests: readonly RequestRecord[] }>;
  close(): Promise<void>;
}

const serverScript = fileURLToPath(new URL('command-server.ts', import.meta.url));

export async function openWorkshop(): Promise<Workshop> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-test-'));
  const home = join(directory, 'home');
  await mkdir(home);
  const authority = createAuthority('kubectl-wi workshop');
  let cluster: RunningCluster | undefined;
  const azure = await startAzure({
    scenario: {},
    authority,
    clusterIssuers: [{ issuer, keys: () => cluster?.jwks() ?? { keys: [] } }],
    directory: await mkdir(join(directory, 'azure')).then(() => join(directory, 'azure')),
  });
  const child = spawn(process.execPath, [serverScript], { env: { ...azure.env, HOME: home, USERPROFILE: home }, stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // a key costs more than all else that a cluster is made of
  const tokenIssuer = await createTokenIssuer(issuer);
  let clusters = 0;

  async function ask(call: CommandCall): Promise<Run> {
    child.stdin.write(`${JSON.stringify(call)}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error('the process that runs the commands has ended');
    return JSON.parse(value) as Run;
  }

  return {
    async run(world, command) {
      clusters += 1;
      cluster = await startCluster({
        scenario: world.cluster,
        authority,
        directory: join(directory, `cluster-${clusters}`),
        ...(world.cluster.issuer === issuer && world.cluster.signs === undefined ? { tokenIssuer } : {}),
      });
      azure.setScenario(world.azure);
      try {
        const run = await ask({ command, env: { KUBECONFIG: cluster.kubeconfigFile } });
        return { ...run, requests: cluster.requests };
      } finally {
        azure.disconnect();
        await cluster.close();
      }
    },
    async close() {
      child.stdin.end();
      await azure.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
