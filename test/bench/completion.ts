/** What a Tab costs: names of pods by the executable, against kubectl's own list of them on the same server. */
import { fileURLToPath } from 'node:url';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { ensureKubectlAlone } from '../cluster/binaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import type { Figure } from './doctor.ts';
import { inTurn, median, run } from './measure.ts';

const executable = fileURLToPath(new URL('../../dist/kubectl-wi', import.meta.url));
const rounds = 21;

export async function measureCompletion(): Promise<readonly Figure[]> {
  const kubectl = await ensureKubectlAlone();
  return withSandbox(healthy, async (sandbox) => {
    // nothing of the simulated Azure: neither side speaks to it
    const { KUBECONFIG = '', HOME = '' } = sandbox.env;
    const env = { KUBECONFIG, HOME, PATH: '/usr/bin:/bin' };
    const pods = (): ReturnType<typeof run> => run([executable, '__complete', 'doctor', 'pod', '-n', 'shop', ''], env);
    const list = (): ReturnType<typeof run> => run([kubectl, 'get', 'pods', '-n', 'shop', '-o', 'name'], env);
    const types = (): ReturnType<typeof run> => run([executable, '__complete', 'doctor', 'po'], env);
    // kubectl keeps what the server can do from its first run on
    await list();
    const { left, right } = await inTurn(rounds, pods, list);
    const { left: still } = await inTurn(rounds, types, types);
    const [wall, floor, alone] = [left, right, still].map((runs) => median(runs.map(({ wallMs }) => wallMs)));
    const missed = left.filter(({ stdout }) => !stdout.includes('orders-')).length;
    const ratio = (wall ?? Number.NaN) / (floor ?? Number.NaN);
    const late = missed === 0 ? '' : `, ${missed} of ${rounds} too late`;
    return [
      { what: 'completion of pod names', figure: `${wall?.toFixed(0)} ms, ${ratio.toFixed(2)} × kubectl get pods -o name (${floor?.toFixed(0)} ms)${late}`, bound: '1.40 ×, 200 ms', holds: ratio <= 1.4 && (wall ?? Number.NaN) <= 200 && missed === 0 },
      { what: 'completion of what needs no cluster', figure: `${alone?.toFixed(0)} ms`, bound: '200 ms', holds: (alone ?? Number.NaN) <= 200 },
    ];
  });
}
