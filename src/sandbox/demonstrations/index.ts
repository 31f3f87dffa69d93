import type { Demonstration } from '../scenario.ts';
import { bindFromNothing } from './bind-from-nothing.ts';

/** Worlds in which something is done, beside the scenarios, in which the doctor looks. */
export const demonstrations: readonly Demonstration[] = [bindFromNothing];
