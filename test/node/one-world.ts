import { after, afterEach, before } from 'node:test';
import { removeNamespace } from '../cluster/remove-namespace.ts';
import { startNodeWorld, type NodeWorld } from './world.ts';

/** One world for all tests of a file: handed over before the first, emptied after each, stopped after the last. */
export function useNodeWorld(take: (world: NodeWorld) => void): void {
  let world: NodeWorld;
  // Without the cache a build of nine minutes and more comes first.
  before(
    async () => {
      world = await startNodeWorld();
      take(world);
    },
    { timeout: 45 * 60_000 },
  );
  afterEach(
    async () => {
      await removeNamespace(world.plane.api, 'shop');
      await world.webhook.become('absent');
    },
    { timeout: 60_000 },
  );
  after(() => world.stop(), { timeout: 60_000 });
}
