import type { LinkName } from '../../../src/chain/link.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** One field that goes wrong. */
export interface Fault {
  /** The field, and what becomes of it. */
  readonly name: string;
  /**
   * The link the field belongs to, after what the field is and not after who looks at it; two where the change
   * is between two objects, each of which could be the one that is wrong. None: the servers are in trouble, and not the chain.
   */
  readonly links: readonly [] | readonly [LinkName] | readonly [LinkName, LinkName];
  /** It shows in the pod alone, so that from outside nobody can be accused: undecided is right. */
  readonly unseen?: true;
  /** Changes the world and says what it did, or undefined, with the world as it was, where it has no such field. */
  break(world: World, random: Random): string | undefined;
}

/** Says what became of a field. */
export function became(before: string, after: string): string {
  return `${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}
