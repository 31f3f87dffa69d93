import { createAuthority } from '../../src/sandbox/certificates.ts';
import { startControlPlane } from './control-plane.ts';
import type { ScenarioCluster } from './run-steps.ts';
import { createWebhook } from './webhook-server.ts';

/** Real clusters for tests that need several at once; each is handed to one test at a time, clean, and used again. */
export interface ClusterPool {
  take(issuer: string, signs?: 'ES256'): Promise<ScenarioCluster>;
  give(cluster: ScenarioCluster): void;
  /** Stops every cluster, also those that are still out. */
  close(): Promise<void>;
}

/** Opens an empty pool: a cluster starts when none is idle. */
export function openClusterPool(): ClusterPool {
  const issuers = new Map<ScenarioCluster, string>();
  const idle = new Set<ScenarioCluster>();

  const stop = async (cluster: ScenarioCluster): Promise<void> => {
    idle.delete(cluster);
    issuers.delete(cluster);
    await cluster.plane.stop();
  };

  return {
    take: async (issuer, signs) => {
      const flags = `${issuer} ${signs ?? ''}`;
      const found = [...idle].find((cluster) => issuers.get(cluster) === flags);
      if (found !== undefined) {
        idle.delete(found);
        return found;
      }
      // The issuer is a flag of the API server; who asks in the order of issuers has no more use for those of another.
      await Promise.all([...idle].map(stop));
      const plane = await startControlPlane({ issuer, ...(signs === undefined ? {} : { signs }), authority: createAuthority('kubernetes') });
      const cluster = { plane, webhook: await createWebhook(plane) };
      issuers.set(cluster, flags);
      return cluster;
    },
    give: (cluster) => void idle.add(cluster),
    close: async () => {
      await Promise.all([...issuers.keys()].map(stop));
    },
  };
}
