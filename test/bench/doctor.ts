/** What the doctor costs against what nobody can do without. Prints a table; figures are of this run on this machine. */
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { azure, deployment, issuer, steps } from '../../src/sandbox/scenarios/shop.ts';
import { fleet } from './fleet.ts';
import { inTurn, median, run } from './measure.ts';
import { withLatency } from './world.ts';

export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly bound: string;
  readonly holds: boolean;
}

const executable = fileURLToPath(new URL('../../dist/kubectl-wi', import.meta.url));
const baseline = fileURLToPath(new URL('baseline.ts', import.meta.url));
const latencyMs = 200;

const second = JSON.parse(JSON.stringify(deployment()).replaceAll('"orders"', '"billing"').replaceAll('"serviceAccountName":"billing"', '"serviceAccountName":"orders"')) as ReturnType<typeof deployment>;
const shop = { cluster: { issuer, steps: steps(deployment(), second) }, azure: azure() };

function asked(sandbox: Sandbox): { kube: number; azure: number } {
  return { kube: sandbox.cluster.requests.length, azure: sandbox.azure.requests.filter(({ method }) => method !== 'CONNECT').length };
}

async function since(sandbox: Sandbox, act: () => Promise<unknown>): Promise<{ kube: number; azure: number }> {
  const before = asked(sandbox);
  await act();
  const after = asked(sandbox);
  return { kube: after.kube - before.kube, azure: after.azure - before.azure };
}

async function oneDeployment(): Promise<readonly Figure[]> {
  return withLatency(shop, latencyMs, async (sandbox) => {
    const one = (): ReturnType<typeof run> => run([executable, 'doctor', 'deployment/orders', '-n', 'shop', '-o', 'json'], sandbox.env);
    const two = (): ReturnType<typeof run> => run([executable, 'doctor', 'deployment/orders', 'deployment/billing', '-n', 'shop', '--exchange=full', '-o', 'json'], sandbox.env);
    await one();
    const { left, right } = await inTurn(7, one, () => run([process.execPath, baseline], sandbox.env));
    const wall = median(left.map(({ wallMs }) => wallMs));
    const floor = median(right.map(({ stdout }) => Number(stdout)));
    const ofOne = await since(sandbox, one);
    const ofTwo = await since(sandbox, two);
    const more = (ofTwo.kube + ofTwo.azure) / (ofOne.kube + ofOne.azure);
    return [
      { what: 'one healthy deployment, 200 ms added to every answer', figure: `${wall.toFixed(0)} ms, ${(wall / floor).toFixed(2)} × five requests in a row (${floor.toFixed(0)} ms)`, bound: '1.25 ×', holds: wall / floor <= 1.25 },
      { what: 'requests to the API server', figure: String(ofOne.kube), bound: '16', holds: ofOne.kube <= 16 },
      { what: 'requests to Azure', figure: String(ofOne.azure), bound: '9', holds: ofOne.azure <= 9 },
      { what: 'two deployments that share identity and vault: requests', figure: `${ofTwo.kube + ofTwo.azure}, ${more.toFixed(2)} × those of one`, bound: '1.40 ×', holds: more <= 1.4 },
    ];
  });
}

async function wholeCluster(): Promise<readonly Figure[]> {
  return withLatency(fleet, latencyMs, async (sandbox) => {
    const all = (): ReturnType<typeof run> => run([executable, 'doctor', '-A', '-o', 'json', '--timeout', '120s'], sandbox.env);
    const { left, right } = await inTurn(3, all, () => run([process.execPath, baseline, 'lists'], sandbox.env));
    const wall = median(left.map(({ wallMs }) => wallMs));
    const floor = 2 * median(right.map(({ stdout }) => Number(stdout))) + azurePathMs;
    const peak = Math.max(...left.map(({ peakMb = Number.NaN }) => peakMb));
    const ok = left.every(({ exitCode }) => exitCode === 0);
    return [
      { what: '500 deployments, 2,500 pods, 50 identities: doctor -A', figure: `${(wall / 1000).toFixed(1)} s${ok ? '' : ' (not ok)'}`, bound: `${(floor / 1000).toFixed(1)} s (2 × the same lists + the longest Azure path)`, holds: ok && wall <= floor },
      { what: 'peak memory of it', figure: `${peak.toFixed(0)} MB`, bound: '220 MB', holds: peak <= 220 },
    ];
  });
}

/** az, Resource Graph, list of credentials: the longest chain of requests to Azure for one identity. */
const azurePathMs = 3 * latencyMs;

export async function measure(): Promise<readonly Figure[]> {
  return [...(await oneDeployment()), ...(await wholeCluster())];
}
