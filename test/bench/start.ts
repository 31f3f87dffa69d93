/** What a start costs against bare Node and kubectl, and how large the program is. */
import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { archiveName, targetNamed } from '../../build/targets.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { ensureKubectlAlone } from '../cluster/binaries.ts';
import type { Figure } from './doctor.ts';
import { inTurn, median, run, type Run } from './measure.ts';
import { withLatency } from './world.ts';

const dist = new URL('../../dist/', import.meta.url);
const executable = fileURLToPath(new URL('kubectl-wi', dist));
const rounds = 25;

/** One GET of the workload with the operator's certificate, by Node alone; JavaScript, so that nothing is compiled for it. */
const oneGet = `
  const { url, ...identity } = JSON.parse(process.env.GET);
  require('node:https').get(url, identity, (answer) => answer.resume().on('end', () => process.exit(answer.statusCode === 200 ? 0 : 1)));
`;

export async function measureStarts(): Promise<readonly Figure[]> {
  return [...(await versions()), ...(await doctorWithoutLatency()), await archive()];
}

async function versions(): Promise<readonly Figure[]> {
  const kubectl = await ensureKubectlAlone();
  const ours = (): Promise<Run> => run([executable, 'version'], {});
  const { left, right } = await inTurn(rounds, ours, async () => ({
    node: await run([process.execPath, '-e', '0'], {}),
    kubectl: await run([kubectl, 'version', '--client'], {}),
  }));
  const [own, node, others] = [left, right.map((one) => one.node), right.map((one) => one.kubectl)].map(wallOf) as [number, number, number];
  return [
    { what: 'version', figure: `${own.toFixed(1)} ms, ${(own / node).toFixed(2)} × node -e 0 (${node.toFixed(1)} ms)`, bound: '1.1 ×', holds: own <= 1.1 * node },
    { what: 'version against kubectl version --client', figure: `${(own / others).toFixed(2)} × (${others.toFixed(1)} ms)`, bound: '1.0 ×', holds: own < others },
  ];
}

async function doctorWithoutLatency(): Promise<readonly Figure[]> {
  return withLatency(healthy, 0, async (sandbox) => {
    const GET = JSON.stringify(await operatorOf(sandbox));
    const { left, right } = await inTurn(
      rounds,
      () => run([executable, 'doctor', 'deployment/orders', '-n', 'shop'], sandbox.env),
      () => run([process.execPath, '-e', oneGet], { GET }),
    );
    if ([...left, ...right].some(({ exitCode }) => exitCode !== 0)) throw new Error('a run of the benchmark did not succeed');
    const [own, floor] = [left, right].map(wallOf) as [number, number];
    const peak = Math.max(...left.map(({ peakMb = Number.NaN }) => peakMb));
    return [
      { what: 'doctor on a healthy deployment, no latency', figure: `${own.toFixed(0)} ms, ${(own / floor).toFixed(2)} × one HTTPS GET by bare Node (${floor.toFixed(0)} ms)`, bound: '4 ×', holds: own <= 4 * floor },
      { what: 'peak memory of it', figure: `${peak.toFixed(0)} MB`, bound: '110 MB', holds: peak <= 110 },
    ];
  });
}

async function operatorOf({ env }: Sandbox): Promise<Readonly<Record<'url' | 'ca' | 'cert' | 'key', string>>> {
  type Data = Readonly<Record<string, string>>;
  const config = parse(await readFile(env['KUBECONFIG'] ?? '', 'utf8')) as { clusters: readonly [{ cluster: Data }]; users: readonly [{ user: Data }] };
  const decoded = (data: string | undefined): string => Buffer.from(data ?? '', 'base64').toString('utf8');
  const [{ cluster }, { user }] = [config.clusters[0], config.users[0]];
  return {
    url: `${cluster['server']}/apis/apps/v1/namespaces/shop/deployments/orders`,
    ca: decoded(cluster['certificate-authority-data']),
    cert: decoded(user['client-certificate-data']),
    key: decoded(user['client-key-data']),
  };
}

async function archive(): Promise<Figure> {
  const { size } = await stat(new URL(archiveName(targetNamed('linux-amd64')), dist));
  return { what: 'archive of linux-amd64', figure: `${(size / 1e6).toFixed(1)} MB`, bound: '40 MB', holds: size <= 40e6 };
}

function wallOf(runs: readonly Run[]): number {
  return median(runs.map(({ wallMs }) => wallMs));
}
