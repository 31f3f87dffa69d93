/** What the doctor says `az` mends, the real Azure CLI does, by the very lines that are printed, and the problem is gone. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { doctorReport, type DoctorReport } from '../../src/report/report.ts';
import { scenarios } from '../../src/sandbox/scenarios/index.ts';
import { otherClientId, vaultResource } from '../../src/sandbox/scenarios/shop.ts';
import { doctor } from '../bind/bind.ts';
import { runProgram } from '../cluster/run-program.ts';
import { withSandbox } from '../scenarios/world.ts';
import { installPrograms, signedIn, withPipeline } from './signed-in.ts';

interface Mended {
  /** What a person finds by the look-ups: the value of each placeholder. */
  readonly found?: Readonly<Record<string, string>>;
  /** How often the doctor names roots until there is none: a mend can show what it hid. Default 1. */
  readonly rounds?: number;
}

/** Scenarios that the lines of az and kubectl mend, without an editor or Helm. */
const mended: Readonly<Record<string, Mended>> = {
  'csi-certificate-role': {},
  'csi-fic-subject-is-driver-sa': {},
  'csi-object-disabled': {},
  'fic-audience-mismatch': {},
  'fic-flexible-expression': {},
  'fic-limit-20-reached': { found: { 'unused-credential': 'fic-7' } },
  'fic-none': {},
  'fic-wildcard-attempt': {},
  'identity-app-no-sp': { rounds: 2 },
  'identity-system-assigned': { found: { 'resource-group': 'rg-shop', 'new-identity': 'id-new', role: 'Key Vault Secrets User', scope: vaultResource } },
  'issuer-cluster-recreated': {},
  'kv-access-policy-missing': {},
  'kv-policy-compound-identity': {},
  'kv-policy-keys-vs-secrets': {},
  'kv-rbac-wrong-scope': {},
  'kv-secret-disabled': {},
  'kv-secret-soft-deleted': {},
  'sa-client-id-kubelet': { found: { 'client-id': otherClientId }, rounds: 2 },
  'spc-clientid-differs-from-sa': { rounds: 2 },
  'two-containers-two-identities': {},
  'two-identity-and-credential': {},
};

/** Words of commands that change nothing. */
const looks = new Set(['get', 'describe', 'logs', 'list', 'show', 'extension']);

describe('az mends what the doctor says it mends', { concurrency: 2 }, () => {
  let folder = '';
  let programs = '';

  // Without the caches, kubectl is built first: nine minutes and more.
  before(
    async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'kubectl-wi-az-mends-'));
      programs = await installPrograms(folder);
    },
    { timeout: 45 * 60_000 },
  );
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [name, how] of Object.entries(mended)) it(name, { timeout: 180_000 }, () => mends(name, how));

  async function mends(name: string, { found = {}, rounds = 1 }: Mended): Promise<void> {
    const scenario = scenarios.find((one) => one.name === name);
    assert.ok(scenario !== undefined, 'there is no such scenario');
    await withSandbox(withPipeline(scenario), async (sandbox) => {
      const look = async (): Promise<DoctorReport> => doctorReport.parse(JSON.parse((await doctor(sandbox.env, [...scenario.command.slice(1), '-o', 'json'])).stdout));
      // the questions of az are for a terminal
      const env = { ...(await signedIn(sandbox, folder, programs)), AZURE_CORE_DISABLE_CONFIRM_PROMPT: 'yes' };
      const known = new Map(Object.entries(found));
      let report = await look();
      assert.deepEqual(rootsOf(report), scenario.expect.rootCauses);
      for (let round = 1; round <= rounds; round += 1) {
        const lines = linesOf(report);
        assert.ok(lines.length > 0, `round ${round}: nothing is to be done for ${rootsOf(report).join(', ')}`);
        for (const line of lines) await carriedOut(line, known, env);
        report = await look();
        assert.equal(rootsOf(report).length === 0, round === rounds, `round ${round}: ${rootsOf(report).join(', ')}`);
      }
      // a mount is tried again by a kubelet, which is not here: until then nobody can say more
      const expected = /^(csi|spc)-/.test(name) ? 'undecided' : 'ok';
      assert.deepEqual(report.targets.map(({ verdict }) => verdict), report.targets.map(() => expected));
    });
  }

  /** Runs a line with what is known in the place of its placeholders, and keeps what it prints. */
  async function carriedOut(line: readonly string[], known: Map<string, string>, env: Readonly<Record<string, string>>): Promise<void> {
    const [tool = '', ...argv] = line.map((word) => word.replaceAll(/<([a-z-]+)>/g, (hole, name: string) => known.get(name) ?? hole));
    assert.doesNotMatch(argv.join(' '), /<[a-z-]+>/, 'nobody knows what to put there');
    const { exitCode, stdout, stderr } = await runProgram(path.join(programs, tool), argv, env);
    assert.equal(exitCode, 0, `${line.join(' ')}: ${stderr}`);
    for (const [field, value] of printed(argv, stdout)) known.set(field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value);
  }
});

/** The fields that a query asks for, one alone or a row of a table, with their values. */
function printed(argv: readonly string[], stdout: string): readonly (readonly [field: string, value: string])[] {
  const query = argv.includes('--query') ? (argv[argv.indexOf('--query') + 1] ?? '') : '';
  if (/^[a-z]\w*$/i.test(query)) return [[query, stdout.trim()]];
  const fields = [.../^\{(.*)\}$/.exec(query)?.[1]?.matchAll(/(\w+):/g) ?? []].map(([, field = '']) => field);
  const row = stdout.trimEnd().split('\n').at(-1)?.split(/\s+/) ?? [];
  return fields.map((field, at) => [field, row[at] ?? '']);
}

function rootsOf({ targets }: DoctorReport): readonly string[] {
  return targets.flatMap(({ rootCauses }) => rootCauses);
}

/** The lines under each root that change something, in their order. */
function linesOf({ targets }: DoctorReport): readonly (readonly string[])[] {
  const roots = targets.flatMap(({ checks }) => checks.filter(({ role, outcome }) => role === 'root' && outcome === 'fail'));
  const lines = roots.flatMap(({ fix = [] }) => fix.filter(({ tool, argv }) => (tool === 'az' || tool === 'kubectl') && !argv.slice(1, 4).some((word) => looks.has(word))).map(({ argv }) => argv));
  return [...new Map(lines.map((line) => [line.join(' '), line])).values()];
}
