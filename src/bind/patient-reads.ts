import type { AzurePort } from '../azure/port.ts';
import type { Clock } from '../evidence/question.ts';
import { WireFailure } from '../wire/failure.ts';

const firstPauseMs = 1000;
const longestPauseMs = 15_000;

/** Azure, read with patience: a plan for many identities takes more reads than it serves at once, and those that it puts off are asked again while there is time (ms since 1970). */
export function patientReads(azure: AzurePort, clock: Clock, deadline: number): AzurePort {
  const served = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        return await ask();
      } catch (error) {
        const fault = error instanceof WireFailure && error.fault.kind === 'status' && error.fault.status === 429 ? error.fault : undefined;
        const wait = Math.max(pause, (fault?.retryAfterSeconds ?? 0) * 1000);
        if (fault === undefined || clock.now().getTime() + wait > deadline) throw error;
        await clock.wait(wait);
      }
    }
  };
  return {
    ...azure,
    armGet: (path, shape, tenantId) => served(() => azure.armGet(path, shape, tenantId)),
    resourceGraph: (query, row, tenantId) => served(() => azure.resourceGraph(query, row, tenantId)),
    graphGet: (path, shape, tenantId) => served(() => azure.graphGet(path, shape, tenantId)),
    identityCredentials: (resourceId, tenantId) => served(() => azure.identityCredentials(resourceId, tenantId)),
    applicationCredentials: (appId, tenantId) => served(() => azure.applicationCredentials(appId, tenantId)),
  };
}
