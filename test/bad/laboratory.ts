import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startAzure, type RunningAzure } from '../../src/sandbox/azure/start.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { startCluster, type RunningCluster } from '../../src/sandbox/kubernetes/cluster.ts';
import type { AzureScenario, ClusterScenario, Fault } from '../../src/sandbox/scenario.ts';
import { issuer } from '../../src/sandbox/scenarios/shop.ts';
import type { Run } from '../cli/run.ts';
import type { CommandCall } from '../scenarios/command-server.ts';

/** What is asked of one world, and where things go wrong on its wires. */
export interface Experiment {
  readonly cluster: ClusterScenario;
  readonly azure: AzureScenario;
  readonly clusterFaults?: readonly Fault[];
  readonly azureFaults?: readonly Fault[];
  readonly command: readonly string[];
  /** Variables beside those of the world, whose kubeconfig is the file given. */
  readonly env?: (kubeconfig: string) => Readonly<Record<string, string>>;
}

export interface Finding extends Run {
  readonly elapsedMs: number;
  /** What the API server was asked, and what Azure was: `METHOD path` and `METHOD host/path`. */
  readonly clusterRequests: readonly string[];
  readonly azureRequests: readonly string[];
}

/** One process that runs command after command, each in a world that is spoiled in its own way. */
export interface Laboratory {
  run(experiment: Experiment): Promise<Finding>;
  /** Ends the process, and gives what it wrote on stderr by itself: nothing, if all is well. */
  close(): Promise<string>;
}

const server = fileURLToPath(new URL('../scenarios/command-server.ts', import.meta.url));

/** Opens a laboratory; only a cluster with the shop's issuer has tokens that its Azure takes. */
export async function openLaboratory(): Promise<Laboratory> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-bad-'));
  const home = join(directory, 'home');
  const azureDirectory = join(directory, 'azure');
  await Promise.all([mkdir(home), mkdir(azureDirectory)]);
  const authority = createAuthority('kubectl-wi laboratory');
  let cluster: RunningCluster | undefined;
  const azure = await startAzure({ scenario: {}, authority, clusterIssuers: [{ issuer, keys: () => cluster?.jwks() ?? { keys: [] } }], directory: azureDirectory });
  const child = spawn(process.execPath, [server], { env: { ...azure.env, HOME: home, USERPROFILE: home }, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString('utf8')));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let clusters = 0;

  async function ask(call: CommandCall): Promise<Run> {
    child.stdin.write(`${JSON.stringify(call)}\n`);
    const { value, done } = await answers.next();
    if (done === true) throw new Error(`the process that runs the commands has ended: ${complaints}`);
    return JSON.parse(value) as Run;
  }

  return {
    async run({ cluster: scenario, azure: world, clusterFaults = [], azureFaults = [], command, env = () => ({}) }) {
      clusters += 1;
      cluster = await startCluster({ scenario: { ...scenario, faults: clusterFaults }, authority, directory: join(directory, `cluster-${clusters}`) });
      azure.setScenario({ ...world, faults: azureFaults });
      const already = azure.requests.length;
      const started = performance.now();
      try {
        const run = await ask({ command, env: { KUBECONFIG: cluster.kubeconfigFile, ...env(cluster.kubeconfigFile) } });
        return {
          ...run,
          elapsedMs: performance.now() - started,
          clusterRequests: cluster.requests.map(({ method, path }) => `${method} ${path}`),
          azureRequests: azureAsked(azure, already),
        };
      } finally {
        await cluster.close();
      }
    },
    async close() {
      const ended = once(child, 'close');
      child.stdin.end();
      await ended;
      await azure.close();
      await rm(directory, { recursive: true, force: true });
      return complaints;
    },
  };
}

function azureAsked(azure: RunningAzure, already: number): readonly string[] {
  return azure.requests.slice(already).map(({ method, host, path }) => `${method} ${host}${path}`);
}
