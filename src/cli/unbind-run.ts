/** One run of unbind: what bind did, plan, agreement, changes. */
import { gatherBound, type UnbindRequest } from '../bind/bound.ts';
import { takeBack } from '../bind/carry-out.ts';
import { joinUndoings } from '../bind/undo.ts';
import { agreedPlan, openSession, rolledOut, stopped, type ChangeWishes } from './change-session.ts';
import type { Host } from './host.ts';

export interface UnbindWishes extends ChangeWishes {
  readonly unbinding: Omit<UnbindRequest, 'target'>;
}

/** Gives the exit code: 1 where a plan has changes to make, cannot be carried out or stopped on the way, else 0. */
export async function runUnbind(wishes: UnbindWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  try {
    const planned = await agreedPlan(wishes, session, (target, world) => gatherBound({ ...wishes.unbinding, target }, world), joinUndoings, ({ facts }) => facts);
    if (typeof planned === 'number') return planned;
    const steps = await takeBack(planned.plan, planned.facts, session);
    const end = await stopped(planned, steps, session, host);
    if (end !== undefined) return end;
    await rolledOut(planned.facts, session);
    return await session.print({ ...planned, steps, exitCode: 0 }, '');
  } finally {
    session.close();
  }
}
