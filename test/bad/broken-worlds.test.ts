import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { doctorReport, type TargetReport } from '../../src/report/report.ts';
import type { Fault, Scenario } from '../../src/sandbox/scenario.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { badAnswers, type BadAnswer, type Speaker } from './bad-answers.ts';
import { openLaboratory, type Experiment, type Finding, type Laboratory } from './laboratory.ts';

/** A fault of each link that one answer or another shows. */
const broken = [
  'webhook-not-installed',
  'pod-predates-label',
  'sa-client-id-missing',
  'sa-tenant-empty',
  'issuer-unreachable',
  'jwks-missing-kid',
  'token-aud-mismatch',
  'identity-not-found',
  'identity-disabled',
  'fic-none',
  'fic-subject-mismatch',
  'two-logins-one-broken',
  'kv-rbac-missing',
  'kv-secret-not-found',
];

interface Spoiled {
  readonly request: string;
  readonly bad: BadAnswer;
  readonly world: Pick<Experiment, 'clusterFaults' | 'azureFaults'>;
}

/** Each request of a run with one bad answer; they take turns, so that all of them come up. */
function spoiledWorlds({ clusterRequests, azureRequests }: Finding, { cluster, azure }: Scenario): readonly Spoiled[] {
  const pick = (speaker: Speaker, turn: number): BadAnswer => {
    // trouble at Entra, or no document where an issuer's should be, are faults of their own
    const ownFault = { kubernetes: /^$/, azure: /^$/, entra: /^a (500|429)/, public: /^a 404/ }[speaker];
    const kinds = badAnswers(speaker).filter(({ endless, name }) => endless !== true && !ownFault.test(name));
    const bad = kinds[turn % kinds.length];
    assert.ok(bad !== undefined);
    return bad;
  };
  const own = { clusterFaults: cluster.faults ?? [], azureFaults: azure.faults ?? [] };
  return [
    ...[...new Set(clusterRequests)].map((request, turn): Spoiled => {
      const bad = pick('kubernetes', turn);
      const match = request.replace(' ', ' 127.0.0.1');
      const deeper: Fault = { match: `${match}/`, act: { delayMs: 0 } };
      return { request, bad, world: { ...own, clusterFaults: [deeper, { match, act: bad.act }, ...own.clusterFaults] } };
    }),
    ...[...new Set(azureRequests)].map((request, turn): Spoiled => {
      const bad = pick(/ login\./.test(request) ? 'entra' : /\.oic\./.test(request) ? 'public' : 'azure', turn);
      // records have the path decoded and without its query
      const match = request.replaceAll("'", '*').replace(/\/$/, '*');
      return { request, bad, world: { ...own, azureFaults: [{ match, act: bad.act }, ...own.azureFaults] } };
    }),
  ];
}

function targetOf({ stdout, stderr }: Finding): TargetReport {
  assert.equal(stderr, '');
  const [target] = doctorReport.parse(JSON.parse(stdout)).targets;
  assert.ok(target !== undefined, stdout);
  return target;
}

describe('a fault whose evidence is gone is never called ok, nor by the name of another:', { concurrency: 2 }, () => {
  const free: Laboratory[] = [];
  before(async () => {
    free.push(...(await Promise.all([openLaboratory(), openLaboratory()])));
  });
  after(async () => {
    assert.equal((await Promise.all(free.map((laboratory) => laboratory.close()))).join(''), '');
  });

  for (const scenario of scenarios.filter(({ name }) => broken.includes(name))) {
    it(scenario.name, async () => {
      const laboratory = free.pop();
      assert.ok(laboratory !== undefined);
      const { cluster, azure, command } = scenario;
      const experiment = { cluster, azure, command: [...command, '-o', 'json'] };
      const wrong: string[] = [];
      const usual = await laboratory.run({ ...experiment, clusterFaults: cluster.faults ?? [], azureFaults: azure.faults ?? [] });
      const { rootCauses } = targetOf(usual);
      assert.deepEqual(rootCauses, scenario.expect.rootCauses);
      for (const { request, bad, world } of spoiledWorlds(usual, scenario)) {
        const { verdict, rootCauses: now } = targetOf(await laboratory.run({ ...experiment, ...world }));
        const strange = now.filter((problem) => !rootCauses.includes(problem));
        if (verdict === 'ok' || strange.length > 0) wrong.push(`${bad.name} in place of ${request}: ${verdict} ${strange.join(', ')}`);
      }
      free.push(laboratory);
      assert.deepEqual(wrong, []);
    });
  }

  it('all of them are scenarios', () => {
    assert.deepEqual(broken.filter((name) => !scenarios.some((one) => one.name === name)), []);
  });
});
