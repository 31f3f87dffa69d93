/** One run of unbind: what bind did, plan, agreement, changes. */
import { gatherBound, type UnbindRequest } from '../bind/bound.ts';
import { takeBack } from '../bind/carry-out.ts';
import { joinUndoings } from '../bind/undo.ts';
import { agreedPlan, ofTargets, openSession, rolledOut, stopped, type ChangeWishes } from './change-session.ts';
import type { Host } from './host.ts';
import type { NamedTarget } from './targets.ts';

export interface UnbindWishes extends ChangeWishes {
  readonly targets: readonly NamedTarget[];
  readonly unbinding: Omit<UnbindRequest, 'target'>;
}

/** Gives the exit code: 1 where a plan has changes to make, cannot be carried out or stopped on the way, else 0. */
export async function runUnbind(wishes: UnbindWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  try {
    const task = ofTargets(wishes.targets, (target, { world }) => gatherBound({ ...wishes.unbinding, target }, world), joinUndoings, ({ facts }) => facts);
    const agreed = await agreedPlan(wishes, session, task);
    if (typeof agreed === 'number') return agreed;
    const { outcome, gathered } = agreed;
    const steps = await takeBack(outcome.plan, gathered.map(({ facts }) => facts), session);
    const end = await stopped(outcome, steps, session, host);
    if (end !== undefined) return end;
    await rolledOut(outcome.targets, steps, session);
    return await session.print({ ...outcome, steps, exitCode: 0 }, '');
  } finally {
    session.close();
  }
}
