/** One run of bind: facts, plan, agreement, changes, proof. */
import { carryOut } from '../bind/carry-out.ts';
import { gather, type BindRequest } from '../bind/facts.ts';
import { planOf } from '../bind/make-plan.ts';
import { agreedPlan, endWithDoctor, ofTargets, openSession, rolledOut, stopped, type ChangeWishes } from './change-session.ts';
import type { Host } from './host.ts';
import type { NamedTarget } from './targets.ts';

export interface BindWishes extends ChangeWishes {
  readonly targets: readonly NamedTarget[];
  readonly binding: Omit<BindRequest, 'target'>;
}

/** Gives the exit code: 1 where a plan has changes to make or cannot be carried out, else what the doctor says afterwards. */
export async function runBind(wishes: BindWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  try {
    const task = ofTargets(wishes.targets, (target, { world }) => gather({ ...wishes.binding, target }, world), planOf, (facts) => facts);
    const agreed = await agreedPlan(wishes, session, task);
    if (typeof agreed === 'number') return agreed;
    const { outcome, gathered } = agreed;
    const steps = await carryOut(outcome.plan, gathered, session);
    const end = await stopped(outcome, steps, session, host);
    if (end !== undefined) return end;
    await rolledOut(outcome.targets, steps, session);
    return await endWithDoctor(wishes, { outcome, steps }, session, host);
  } finally {
    session.close();
  }
}
