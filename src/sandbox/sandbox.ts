/** A simulated cluster and a simulated Azure that know each other: a world for one scenario. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startAzure, type RunningAzure } from './azure/start.ts';
import { createAuthority } from './certificates.ts';
import { startCluster, type RunningCluster } from './kubernetes/cluster.ts';
import type { Scenario } from './scenario.ts';

export interface Sandbox {
  readonly cluster: RunningCluster;
  readonly azure: RunningAzure;
  /** The whole environment for a program that is to live in this world; its PATH holds at most a stand-in for `az`. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts the world of a scenario; files go below `directory`, which the caller removes. */
export async function startSandbox(scenario: Pick<Scenario, 'cluster' | 'azure'>, directory: string): Promise<Sandbox> {
  const authority = createAuthority('kubectl-wi sandbox');
  const home = join(directory, 'home');
  await mkdir(home, { recursive: true });
  const cluster = await startCluster({ scenario: scenario.cluster, authority, directory: join(directory, 'cluster') });
  const azure = await startAzure({
    scenario: scenario.azure,
    authority,
    clusterIssuers: [{ issuer: cluster.issuer, keys: () => cluster.jwks() }],
    directory: join(directory, 'azure'),
  });
  return {
    cluster,
    azure,
    env: { ...azure.env, KUBECONFIG: cluster.kubeconfigFile, HOME: home, USERPROFILE: home },
    async close() {
      await Promise.all([cluster.close(), azure.close()]);
    },
  };
}
