/** One run of bind: facts, plan, agreement, changes, proof. */
import { carryOut } from '../bind/carry-out.ts';
import { gather, type BindRequest, type Facts } from '../bind/facts.ts';
import { isDone, planOf, rehearse } from '../bind/make-plan.ts';
import { refusedCode } from '../bind/plan.ts';
import { createEngine } from '../evidence/engine.ts';
import { text as doctorText } from '../report/text.ts';
import { openSession, rolledOut, stoppedCode, type ChangeWishes } from './change-session.ts';
import { diagnose, shellOf } from './doctor-run.ts';
import type { Host } from './host.ts';

export interface BindWishes extends ChangeWishes {
  readonly binding: Omit<BindRequest, 'target'>;
}

/** Gives the exit code: 1 where a plan has changes to make or cannot be carried out, else what the doctor says afterwards. */
export async function runBind(wishes: BindWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  const { ports, hands, deadline, namespace, style, progress } = session;
  try {
    const engine = createEngine(ports);
    const gathered = await Promise.all(wishes.targets.map(({ kind, name }) => gather({ ...wishes.binding, target: { kind, namespace, name } }, engine.world)));
    const [bug] = engine.bugs;
    if (bug !== undefined) throw bug;
    const facts = gathered.filter((one): one is Facts => !('refusals' in one));
    const unread = gathered.flatMap((one) => ('refusals' in one ? one.refusals : []));
    const wanted = planOf(unread.length > 0 ? [] : facts);
    const rehearses = unread.length === 0 && wanted.refusals.length === 0 && wishes.dryRun !== 'client';
    const { plan, refusals } = rehearses ? await rehearse(wanted, hands, ports.clock, deadline, wishes.takeOver) : { plan: wanted, refusals: [] };
    const refused = [...unread, ...wanted.refusals, ...refusals];
    const planned = { facts, plan, refused, exitCode: refused.length > 0 ? refusedCode(refused) : isDone(plan) ? 0 : 1 };
    if (refused.length > 0 || wishes.dryRun !== 'none') return await session.print(planned, session.planText(planned));
    if (!(await session.agreesTo(planned))) return await session.print(planned, '');

    const steps = await carryOut(plan, facts, hands, ports, deadline, progress);
    if (steps.some(({ outcome }) => outcome !== 'done')) {
      host.stderr.write('It stopped there. The same command goes on from where it stopped.\n');
      return await session.print({ ...planned, steps, exitCode: stoppedCode(steps) }, '');
    }
    await rolledOut(facts, session);
    progress.stop();
    const { report: doctor } = await diagnose({ ...wishes.doctor, waitMs: Math.max(1000, deadline - Date.now()) }, host);
    const text = doctorText(doctor, { style, shell: shellOf(host.platform), commandName: host.commandName, show: wishes.doctor.show });
    return await session.print({ ...planned, steps, doctor, exitCode: doctor.exitCode }, `${steps.length > 0 ? '\n' : ''}${text}`);
  } finally {
    session.close();
  }
}
