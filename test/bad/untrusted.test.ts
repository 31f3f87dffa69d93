import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { doctorReport, type DoctorReport } from '../../src/report/report.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { start } from '../cli/process.ts';
import { assertNothingLeaks } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';

async function reportOf(argv: readonly string[], env: Readonly<Record<string, string>>): Promise<DoctorReport> {
  const { exitCode, stdout, stderr } = await start([...healthy.command, '-o', 'json', ...argv], env).ended;
  assert.equal(stderr, '');
  assertNothingLeaks([stdout], healthy);
  const report = doctorReport.parse(JSON.parse(stdout));
  assert.equal(report.exitCode, exitCode);
  return report;
}

describe('a certificate that cannot be trusted', () => {
  it('of the API server is no answer of it: nothing is sent, nothing is known, and the certificate is named', async () => {
    await withSandbox(healthy, async ({ cluster, azure, env }) => {
      const file = join(dirname(cluster.kubeconfigFile), 'other.pem');
      await writeFile(file, createAuthority('somebody else').certificatePem);
      const { exitCode, targets } = await reportOf(['--certificate-authority', file], env);
      assert.deepEqual([exitCode, targets.map(({ verdict }) => verdict)], [3, ['undecided']]);
      const [first] = targets.flatMap(({ checks }) => checks);
      assert.deepEqual(first?.candidates?.map(({ problem }) => problem), ['kube-unreachable']);
      assert.match(JSON.stringify(first?.candidates), /certificate/);
      assert.deepEqual([cluster.requests, azure.requests], [[], []]);
    });
  });

  it('of the API server is of no interest to who says so', async () => {
    await withSandbox(healthy, async ({ cluster, env }) => {
      const { exitCode } = await reportOf(['--insecure-skip-tls-verify'], env);
      assert.deepEqual([exitCode, cluster.requests.length > 0], [0, true]);
    });
  });

  it('of a proxy before Azure leaves Azure unseen: nothing is sent, nothing fails, and the way out is named', async () => {
    await withSandbox(healthy, async ({ azure, env: whole }) => {
      const env = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== 'NODE_EXTRA_CA_CERTS'));
      const { exitCode, targets } = await reportOf([], env);
      const [target] = targets;
      assert.deepEqual([exitCode, target?.verdict, target?.rootCauses], [3, 'undecided', []]);
      const beyond = target?.checks.filter(({ link }) => ['issuer', 'identity', 'federated-credential', 'exchange', 'key-vault'].includes(link)) ?? [];
      assert.deepEqual(beyond.flatMap(({ id, outcome }) => (outcome === 'ok' ? id : [])), ['exchange/binding-allowed', 'key-vault/known-host']);
      assert.match(beyond.find(({ id }) => id === 'exchange/succeeds')?.note ?? '', /certificate.*NODE_EXTRA_CA_CERTS/);
      assert.deepEqual(azure.requests, []);
    });
  });
});
