/** Of every scenario: what the doctor says that bind mends, bind mends, by the very line that is printed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { problems } from '../../src/problems/registry.ts';
import { doctorReport, type DoctorReport } from '../../src/report/report.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { clientId, otherClientId } from '../../src/sandbox/scenarios/shop.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { secretVersion } from '../../src/sandbox/scenarios/csi-shop.ts';
import type { Scenario, Step } from '../../src/sandbox/scenario.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bindJson, doctor, writes } from './bind.ts';

const mended = new Set(problems.filter(({ bind }) => bind !== undefined).map(({ name }) => name));
/** Where the doctor offers nothing, or bind is refused, and why. */
const others: Readonly<Record<string, string>> = {
  'fic-limit-20-reached': 'there is no room for another credential',
  'csi-volumeattributes-override': 'the class is right, and the volume of the template says otherwise',
  'fic-policy-denied': 'a policy refuses the credential, whoever writes it',
  'fic-region-unsupported': 'identities of this region take no credential',
  'csi-identity-system-assigned': 'an identity of a resource takes no credential',
  'identity-system-assigned': 'an identity of a resource takes no credential',
  'identity-wrong-tenant': 'the vault belongs to the tenant that is left, and the doctor then says so',
  'fic-subject-mismatch-unread': 'nobody is signed in to Azure',
  'identity-tenant-of-template': 'the tenant stands in the template, which bind does not change',
  'secretproviderclass-broken': 'the class alone was asked about, and bind binds a workload',
  'pod-stale-and-fresh': 'the template is right, and what holds up its rollout is another thing',
  'two-logins-one-broken': 'the client id of that container stands in the template, and the account names another',
};
/** Worlds with two faults, of which bind mends both, or one without being stopped by the other. */
const withTwoFaults: ReadonlySet<string> = new Set([
  'csi-two-driver-and-class',
  'csi-two-driver-and-role',
  'csi-two-provider-and-credential',
  'csi-two-roots',
  'two-doors',
  'two-label-and-account',
  'two-label-and-secret-disabled',
  'two-label-and-vault-name',
  'two-pods-and-policy',
  'two-roots',
  'two-stale-pods-and-issuer',
  'two-webhook-and-credential',
  'two-webhook-and-identity',
]);
/** The identity that is meant, where it is not the usual one. */
const meant: Readonly<Record<string, string>> = { 'identity-not-found': otherClientId, 'sa-client-id-kubelet': otherClientId };
const rootsOf = ({ targets }: DoctorReport): DoctorReport['targets'][number]['checks'] => targets.flatMap(({ checks }) => checks.filter(({ role, outcome }) => role === 'root' && outcome === 'fail'));

/** The lines of bind under one finding, without `kubectl wi bind`. */
function offersOf(found: DoctorReport): readonly (readonly string[])[] {
  const lines = rootsOf(found).flatMap(({ fix = [] }) => fix.filter(({ tool, argv }) => tool === 'wi' && argv.includes('bind')).map(({ argv }) => argv.slice(argv.indexOf('bind') + 1)));
  return [...new Map(lines.map((line) => [line.join(' '), line])).values()];
}

describe('bind mends what the doctor says it mends', { concurrency: 2 }, () => {
  const fitting = scenarios.filter(({ name, expect, command }) => command[0] === 'doctor' && !(name in others) && (expect.rootCauses.length === 1 || withTwoFaults.has(name)) && expect.rootCauses.some((name) => mended.has(name)));
  for (const scenario of fitting) {
    test(scenario.name, () => mends(scenario));
  }
  test('a rollout that stands still is not offered another run of bind', async () => {
    const stuck = scenarios.filter(({ name }) => name === 'pod-stale-and-fresh');
    assert.equal(stuck.length, 1);
    for (const scenario of stuck) {
      await withSandbox(scenario, async ({ env }) => {
        const found = doctorReport.parse(JSON.parse((await doctor(env, [...scenario.command.slice(1), '-o', 'json'])).stdout));
        assert.deepEqual(offersOf(found), []);
      });
    }
  });
});

async function mends(scenario: Scenario): Promise<void> {
  await withSandbox(scenario, async (sandbox) => {
    const { env } = sandbox;
    const before = doctorReport.parse(JSON.parse((await doctor(env, [...scenario.command.slice(1), '-o', 'json'])).stdout));
    const offers = offersOf(before);
    const roots = before.targets.flatMap(({ rootCauses }) => rootCauses);
    assert.ok(offers.length > 0, `nothing is offered for ${roots.join(', ')}`);
    for (const offer of offers) {
      // which identity it is to be, which vault and which secrets, is a person's to know, where nothing names one
      const filled = offer.map((word) => word.replace('<client-id>', meant[scenario.name] ?? clientId).replace('<vault>', 'kv-shop').replace('<secret-name>', 'db-password'));
      const { doctor: after, refused, steps } = await whileMountsAreTriedAgain(scenario, sandbox, before.targets.flatMap(({ vaults }) => vaults), () => bindJson(env, [...filled, '--yes']));
      assert.deepEqual({ refused, undone: steps.filter(({ outcome }) => outcome !== 'done') }, { refused: [], undone: [] });
      if (offer === offers.at(-1)) assert.deepEqual(after?.targets.flatMap(({ rootCauses }) => rootCauses), roots.filter((name) => !mended.has(name)));
    }
  });
}

/** The kubelet tries a refused mount again, and it goes well once bind has changed something, unless the driver itself lacks what it needs. */
async function whileMountsAreTriedAgain<T>({ cluster }: Scenario, sandbox: Sandbox, vaults: DoctorReport['targets'][number]['vaults'], run: () => Promise<T>): Promise<T> {
  const refusals = cluster.steps.flatMap((step) => (step.do === 'mount' && 'refused' in step.result ? [step.result.refused] : []));
  if (refusals.every((refused) => refused.includes('service account tokens not found'))) return run();
  const objects = vaults.map(({ object }) => ({ id: object, version: secretVersion }));
  const becomeReady: readonly Step[] = [{ do: 'pods', become: 'ready' }, { do: 'mount', namespace: 'shop', secretProviderClass: 'orders', result: { objects }, stays: true }];
  let mounted: Promise<void> | undefined;
  const kubelet = setInterval(() => {
    if (writes(sandbox).length > 0) mounted ??= sandbox.cluster.apply(becomeReady);
  }, 50);
  try {
    return await run();
  } finally {
    clearInterval(kubelet);
    await mounted;
  }
}
