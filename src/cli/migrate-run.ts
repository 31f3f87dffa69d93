/** One run of migrate: who has its identity of pod identity v1, plan, agreement, changes, proof, and what can go then. */
import { carryOut } from '../bind/carry-out.ts';
import { gatherMigrate, type MigrateFacts, type MigrateRequest } from '../bind/migrate-facts.ts';
import { leftovers, planMigrate } from '../bind/migrate-plan.ts';
import { agreedPlan, endWithDoctor, openSession, rolledOut, stopped, type ChangeWishes, type Task } from './change-session.ts';
import type { Host } from './host.ts';
import type { NamedTarget } from './targets.ts';

export interface MigrateWishes extends ChangeWishes {
  readonly everywhere: boolean;
  readonly labelSelector: string | null;
  /** Only these; none where all of the place are taken. */
  readonly targets: readonly NamedTarget[];
  readonly binding: MigrateRequest['binding'];
}

/** Gives the exit code: 1 where a plan has changes to make, cannot be carried out or stopped on the way, else what the doctor says of the workloads. */
export async function runMigrate(wishes: MigrateWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  try {
    const agreed = await agreedPlan(wishes, session, taskOf(wishes));
    if (typeof agreed === 'number') return agreed;
    const { outcome, gathered } = agreed;
    const next = gathered.flatMap(leftovers);
    if (outcome.targets.length === 0) {
      host.stderr.write('No workload here has its identity of pod identity v1.\n');
      const ended = { ...outcome, next };
      return await session.print(ended, session.nextText(ended));
    }
    const steps = await carryOut(outcome.plan, gathered.flatMap(({ migrations }) => migrations.map(({ facts }) => facts)), session);
    const end = await stopped(outcome, steps, session, host);
    if (end !== undefined) return end;
    await rolledOut(outcome.targets, steps, session);
    const code = await endWithDoctor(wishes, { outcome, steps, next }, session, host);
    if (code !== 0) host.stderr.write('Pod identity v1 stays as it is until the doctor finds nothing: the same command says then what can go.\n');
    return code;
  } finally {
    session.close();
  }
}

function taskOf({ everywhere, labelSelector, targets, binding }: MigrateWishes): Task<MigrateFacts> {
  return {
    async gather({ world }, namespace) {
      return [await gatherMigrate({ place: { namespace: everywhere ? null : namespace, labelSelector }, names: targets.length === 0 ? null : targets, binding }, world)];
    },
    planOf: ([facts]) => (facts === undefined ? { changes: [], refusals: [] } : planMigrate(facts)),
    about: ([facts]) => ({ targets: (facts?.migrations ?? []).map(({ workload: { target } }) => target) }),
  };
}
