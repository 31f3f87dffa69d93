/** A world whose cluster is real and whose Azure is the sandbox's. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAzure } from '../../src/sandbox/azure/start.ts';
import type { ClusterScenario, Fault, Scenario } from '../../src/sandbox/scenario.ts';
import type { ControlPlane } from './control-plane.ts';
import { kubeconfig } from './kubeconfig.ts';
import { createOperator } from './operator.ts';

/** The whole environment for a program that is to live in the world, as `Sandbox.env`. */
type Environment = Readonly<Record<string, string>>;

/** Hands over the environment of a scenario whose steps the control plane has taken, and takes everything down again. */
export async function withRealWorld<T>({ name, cluster, azure: state }: Pick<Scenario, 'name' | 'cluster' | 'azure'>, plane: ControlPlane, use: (env: Environment) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-test-'));
  const home = join(directory, 'home');
  await mkdir(home);
  const azure = await startAzure({
    scenario: state,
    authority: plane.authority,
    clusterIssuers: [{ issuer: cluster.issuer, keys: () => plane.jwks() }],
    directory,
  });
  // Several operators may be in one cluster at once: a name of its own keeps the rights of each apart.
  const operator = await createOperator(plane, cluster.operator ?? 'admin', { user: `operator-of-${name}` });
  try {
    const file = (await faultyKubeconfig(cluster, plane, directory)) ?? operator.kubeconfig;
    return await use({ ...azure.env, KUBECONFIG: file, HOME: home, USERPROFILE: home });
  } finally {
    await Promise.all([operator.remove(), azure.close()]);
    await rm(directory, { recursive: true, force: true });
  }
}

/** The sandbox answers with faults; a real API server shows the same to whoever has a stale address or a stale token. */
async function faultyKubeconfig({ faults = [] }: ClusterScenario, plane: ControlPlane, directory: string): Promise<string | undefined> {
  const [fault] = faults;
  if (fault === undefined) return undefined;
  if (faults.length > 1 || fault.match !== '*' || fault.times !== undefined) throw new Error('these faults have no counterpart on a real API server');
  const entry = { ...(await entryFor(fault, plane)), certificateAuthorityPem: plane.authority.certificatePem, context: 'sandbox', user: 'stale' };
  const file = join(directory, 'stale.kubeconfig');
  await writeFile(file, kubeconfig(entry), { mode: 0o600 });
  return file;
}

async function entryFor({ act }: Fault, { server }: ControlPlane): Promise<{ readonly server: string; readonly client: { readonly token: string } }> {
  const client = { token: 'expired' };
  if (act === 'reset') return { server: `https://127.0.0.1:${await closedPort()}`, client };
  if (typeof act === 'object' && 'answer' in act && act.answer === 401) return { server, client };
  throw new Error(`the fault ${JSON.stringify(act)} has no counterpart on a real API server`);
}

async function closedPort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
