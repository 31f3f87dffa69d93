/** One run of bind: facts, plan, agreement, changes, proof. */
import { carryOut } from '../bind/carry-out.ts';
import { gather, type BindRequest } from '../bind/facts.ts';
import { planOf } from '../bind/make-plan.ts';
import { text as doctorText } from '../report/text.ts';
import { shellOf } from './assemble.ts';
import { agreedPlan, openSession, rolledOut, stopped, type ChangeWishes } from './change-session.ts';
import { diagnose } from './doctor-run.ts';
import type { Host } from './host.ts';

export interface BindWishes extends ChangeWishes {
  readonly binding: Omit<BindRequest, 'target'>;
}

/** Gives the exit code: 1 where a plan has changes to make or cannot be carried out, else what the doctor says afterwards. */
export async function runBind(wishes: BindWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  const { deadline, style, progress } = session;
  try {
    const planned = await agreedPlan(wishes, session, (target, world) => gather({ ...wishes.binding, target }, world), planOf, (facts) => facts);
    if (typeof planned === 'number') return planned;
    const steps = await carryOut(planned.plan, planned.facts, session);
    const end = await stopped(planned, steps, session, host);
    if (end !== undefined) return end;
    await rolledOut(planned.facts, session);
    progress.stop();
    const { report: doctor } = await diagnose({ ...wishes.doctor, waitMs: Math.max(1000, deadline - Date.now()) }, host);
    const text = doctorText(doctor, { style, shell: shellOf(host.platform), commandName: host.commandName, show: wishes.doctor.show });
    return await session.print({ ...planned, steps, doctor, exitCode: doctor.exitCode }, `${steps.length > 0 ? '\n' : ''}${text}`);
  } finally {
    session.close();
  }
}
