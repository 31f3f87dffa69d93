/** One run of rebind: whom the identities of a place trust, plan, agreement, changes, proof. */
import { gatherRebind, type RebindFacts, type RebindRequest } from '../bind/rebind-facts.ts';
import { listed, otherIssuers, planRebind } from '../bind/rebind-plan.ts';
import { carryOutRebind } from '../bind/rebind-steps.ts';
import { agreedPlan, endWithDoctor, openSession, stopped, type ChangeWishes, type Task } from './change-session.ts';
import type { Host } from './host.ts';
import { UsageError } from './usage-error.ts';

export interface RebindWishes extends ChangeWishes {
  readonly everywhere: boolean;
  readonly rebinding: Omit<RebindRequest, 'place'> & { readonly labelSelector: string | null };
}

/** Gives the exit code: 1 where a plan has changes to make, cannot be carried out or stopped on the way, else what the doctor says of the accounts. */
export async function runRebind(wishes: RebindWishes, host: Host): Promise<number> {
  const session = await openSession(wishes, host);
  try {
    const agreed = await agreedPlan(wishes, session, taskOf(wishes));
    if (typeof agreed === 'number') return agreed;
    const { outcome, gathered: [facts] } = agreed;
    if (facts === undefined || outcome.targets.length === 0) {
      host.stderr.write(`No service account here names an identity that trusts ${wishes.rebinding.fromIssuer ?? 'another issuer'} for it.\n`);
      return await session.print(outcome, '');
    }
    const steps = await carryOutRebind(facts, session);
    const end = await stopped(outcome, steps, session, host);
    return end ?? (await endWithDoctor(wishes, { outcome, steps }, session, host));
  } finally {
    session.close();
  }
}

function taskOf({ everywhere, rebinding: { labelSelector, ...request } }: RebindWishes): Task<RebindFacts> {
  return {
    async gather({ world }, namespace) {
      const found = await gatherRebind({ ...request, place: { namespace: everywhere ? null : namespace, labelSelector } }, world);
      if (request.fromIssuer === null && found.read !== undefined) throw withoutIssuer(found.read);
      return [found];
    },
    planOf: ([facts]) => (facts === undefined ? { changes: [], refusals: [] } : planRebind(facts)),
    about: ([facts]) => ({ targets: (facts?.trusts ?? []).flatMap(({ account: { namespace, name }, former }) => (former === undefined ? [] : [{ kind: 'serviceaccount' as const, namespace, name }])) }),
  };
}

function withoutIssuer(facts: RebindFacts): UsageError {
  const seen = otherIssuers(facts);
  const hint = seen.size === 0 ? 'no credential of the service accounts here names another issuer than that of this cluster' : `their credentials name ${listed(seen)}`;
  return new UsageError('name the issuer that the service accounts were bound to: --from-issuer URL', hint);
}
