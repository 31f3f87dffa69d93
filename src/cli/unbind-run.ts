/** One run of unbind: what bind did, plan, agreement, changes. */
import { gatherBound, type UnbindRequest } from '../bind/bound.ts';
import { makeInOrder } from '../bind/carry-out.ts';
import { isDone, rehearse } from '../bind/make-plan.ts';
import { refusedCode } from '../bind/plan.ts';
import { joinUndoings, type BoundFacts } from '../bind/undo.ts';
import { createEngine } from '../evidence/engine.ts';
import { openSession, rolledOut, stoppedCode, type ChangeWishes } from './change-session.ts';
import type { Host } from './host.ts';

export interface UnbindWishes extends ChangeWishes {
  readonly unbinding: Omit<UnbindRequest, 'target'>;
}

/** Gives the exit code: 1 where a plan has changes to make, cannot be carried out or stopped on the way, else 0. */
export async function runUnbind(wishes: UnbindWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  const { ports, hands, deadline, namespace, progress } = session;
  try {
    const engine = createEngine(ports);
    const gathered = await Promise.all(wishes.targets.map(({ kind, name }) => gatherBound({ ...wishes.unbinding, target: { kind, namespace, name } }, engine.world)));
    const [bug] = engine.bugs;
    if (bug !== undefined) throw bug;
    const bound = gathered.filter((one): one is BoundFacts => !('refusals' in one));
    const unread = gathered.flatMap((one) => ('refusals' in one ? one.refusals : []));
    const wanted = joinUndoings(unread.length > 0 ? [] : bound);
    const rehearses = unread.length === 0 && wanted.refusals.length === 0 && wishes.dryRun !== 'client';
    const { plan, refusals } = rehearses ? await rehearse(wanted, hands, ports.clock, deadline, wishes.takeOver) : { plan: wanted, refusals: [] };
    const refused = [...unread, ...wanted.refusals, ...refusals];
    const facts = bound.map((one) => one.facts);
    const planned = { facts, plan, refused, exitCode: refused.length > 0 ? refusedCode(refused) : isDone(plan) ? 0 : 1 };
    if (refused.length > 0 || wishes.dryRun !== 'none') return await session.print(planned, session.planText(planned));
    if (!(await session.agreesTo(planned))) return await session.print(planned, '');

    const steps = await makeInOrder(plan, hands, ports.clock, deadline, progress);
    if (steps.some(({ outcome }) => outcome !== 'done')) {
      host.stderr.write('It stopped there. The same command goes on from where it stopped.\n');
      return await session.print({ ...planned, steps, exitCode: stoppedCode(steps) }, '');
    }
    await rolledOut(facts, session);
    return await session.print({ ...planned, steps, exitCode: 0 }, '');
  } finally {
    session.close();
  }
}
