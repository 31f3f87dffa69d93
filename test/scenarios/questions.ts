import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAzure } from '../../src/azure/azure.ts';
import { createEngine, type Engine } from '../../src/evidence/engine.ts';
import { connectKube } from '../../src/kube/api.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { startCluster, type RunningCluster } from '../../src/sandbox/kubernetes/cluster.ts';
import type { ClusterScenario } from '../../src/sandbox/scenario.ts';
import { issuer } from '../../src/sandbox/scenarios/shop.ts';

/** Hands over an engine that asks a simulated cluster, for questions that ask nothing of Azure. */
export async function withQuestions<T>(cluster: Omit<ClusterScenario, 'issuer'>, use: (engine: Engine, cluster: RunningCluster) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-test-'));
  const running = await startCluster({ scenario: { issuer, ...cluster }, authority: createAuthority('kubectl-wi questions'), directory });
  const kube = connectKube({
    env: { KUBECONFIG: running.kubeconfigFile },
    homeDirectory: directory,
    platform: process.platform,
    arch: process.arch,
    version: '0.0.0',
    flags: {},
    stdinIsTerminal: false,
  });
  try {
    const clock = { now: () => new Date(), wait: async () => undefined };
    return await use(createEngine({ kube, azure: createAzure({ env: {} }), clock }), running);
  } finally {
    kube.close();
    await running.close();
    await rm(directory, { recursive: true, force: true });
  }
}
