/** A real node: a kubelet and containerd in namespaces of their own, joined to a control plane of `test/cluster`. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import * as z from 'zod';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { ensureKubelet } from '../cluster/binaries.ts';
import type { NodelessControlPlane } from '../cluster/control-plane.ts';
import { Hopeless, until } from '../cluster/deadline.ts';
import { kubeconfig } from '../cluster/kubeconfig.ts';
import { openProcessGroup } from '../cluster/process-group.ts';
import type { ProcessGroup, RunningProgram } from '../cluster/process-group.ts';
import { nodeImage, writeImage } from './image.ts';
import { requireNodeHost } from './requirements.ts';
import { containerdSettings, kubeletSettings, networkSettings } from './settings.ts';
import type { NodeSettings } from './settings.ts';

export interface Machine {
  /** Of this machine in the pods' network. */
  readonly address: string;
  /** What it makes on this machine, to see that it goes. */
  readonly traces: { readonly directory: string; readonly bridge: string; readonly cgroup: string };
  /** Ends every process of the node and removes what it made on this machine. Throws where something is left. */
  stop(): Promise<void>;
}

const run = promisify(execFile);
const readyDeadlineMs = 90_000;
const nodeName = 'aks-nodepool1-31415926-vmss000000';
const nodeParts = z.looseObject({
  spec: z.looseObject({ taints: z.array(z.unknown()).default([]) }),
  status: z.looseObject({ conditions: z.array(z.looseObject({ type: z.string(), status: z.string(), message: z.string().optional() })).default([]) }),
});

/** Starts a node and waits until it is Ready. Needs root and Linux, and throws saying so elsewhere. */
export async function startMachine(plane: NodelessControlPlane): Promise<Machine> {
  await requireNodeHost();
  const kubelet = await ensureKubelet();
  const network = freeNetwork();
  // An interface's name has at most 15 characters.
  const bridge = `wi${process.pid.toString(36)}`;
  const cgroup = `kubectl-wi-${process.pid}`;
  const tearDown = openTearDown(bridge, cgroup);
  const group = await openProcessGroup('node').catch(async (error: unknown) => {
    await tearDown();
    throw error;
  });
  const stop = async (): Promise<void> => {
    await group.stop();
    await tearDown();
  };
  try {
    await run('ip', ['link', 'add', bridge, 'type', 'bridge']);
    await run('ip', ['address', 'add', `${network}.1/24`, 'dev', bridge]);
    await run('ip', ['link', 'set', bridge, 'up']);
    const settings = { ...(await writeCredentials(group.directory, plane, `${network}.1`)), directory: group.directory, network, bridge, cgroup, port: await freePort(`${network}.1`) };
    const program = await startPrograms(plane, group, kubelet, settings);
    await until('the node to be Ready', readyDeadlineMs, async () => {
      if (!program.isRunning()) throw new Hopeless(`the node ended:\n${program.logTail()}`);
      return isReady(plane);
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${program.logTail()}`, { cause: error });
    });
    return { address: `${network}.1`, traces: { directory: group.directory, bridge, cgroup }, stop };
  } catch (error) {
    await stop().catch((left: unknown) => {
      throw new AggregateError([error, left], String(error), { cause: error });
    });
    throw error;
  }
}

async function isReady(plane: NodelessControlPlane): Promise<true | undefined> {
  const node = await plane.api.find(`/api/v1/nodes/${nodeName}`);
  if (node === undefined) return undefined;
  const { spec, status } = nodeParts.parse(node);
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True' && spec.taints.length === 0) return true;
  throw new Error(ready?.message ?? 'it has no condition Ready');
}

/** Writes the settings, and starts the node's first process, which starts the others. */
async function startPrograms(plane: NodelessControlPlane, group: ProcessGroup, kubelet: string, settings: NodeSettings): Promise<RunningProgram> {
  const { directory } = group;
  const write = (name: string, content: string): Promise<void> => writeFile(join(directory, name), content, { mode: 0o600 });
  await mkdir(join(directory, 'net.d'));
  await Promise.all([
    writeImage(directory, plane.authority.certificatePem, createAuthority('somebody else').certificatePem),
    write('config.toml', containerdSettings(settings, nodeImage)),
    write(join('net.d', 'pods.conflist'), JSON.stringify(networkSettings(settings))),
    write('kubelet.json', JSON.stringify(kubeletSettings(settings))),
  ]);
  return group.start('unshare', [
    // Namespaces of its own, whose first process does not outlive `unshare`: the group kills that one alone.
    '--mount',
    '--mount-proc',
    '--pid',
    '--fork',
    '--kill-child',
    join(import.meta.dirname, 'first-process.sh'),
    directory,
    settings.cgroup,
    kubelet,
    `--config=${join(directory, 'kubelet.json')}`,
    `--kubeconfig=${join(directory, 'kubelet.kubeconfig')}`,
    `--hostname-override=${nodeName}`,
    `--node-ip=${settings.network}.1`,
  ]);
}

async function writeCredentials(directory: string, { authority, server }: NodelessControlPlane, address: string): Promise<Pick<NodeSettings, 'certificateAuthority' | 'certificate' | 'key'>> {
  const write = async (name: string, content: string): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  };
  const serving = authority.issueServer([nodeName, address]);
  const user = `system:node:${nodeName}`;
  const client = authority.issueClient(user, ['system:nodes']);
  await write('kubelet.kubeconfig', kubeconfig({ server, certificateAuthorityPem: authority.certificatePem, client, context: 'node', user }));
  return {
    certificateAuthority: await write('ca.crt', authority.certificatePem),
    certificate: await write('kubelet.crt', serving.certificatePem),
    key: await write('kubelet.key', serving.keyPem),
  };
}

/** Waits beside this process for its end; the function it gives back is what an orderly end calls. */
function openTearDown(bridge: string, cgroup: string): () => Promise<void> {
  // Detached, so that Ctrl-C in a terminal does not end it with the rest.
  const child = spawn(join(import.meta.dirname, 'tear-down.sh'), [bridge, cgroup], { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
  const said = text(child.stderr);
  child.unref();
  for (const stream of [child.stdin, child.stderr]) if (stream instanceof Socket) stream.unref();
  return async () => {
    child.ref();
    const closed = once(child, 'close');
    child.stdin.end();
    const [code] = await closed;
    if (code !== 0) throw new Error(`the node left something behind: ${(await said).trim()}`);
  };
}

/** A /24 of this machine's private addresses that no interface is in. */
function freeNetwork(): string {
  const taken = new Set(Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address.split('.').slice(0, 3).join('.'))));
  for (let third = 0; third < 256; third += 1) {
    const network = `10.213.${(process.pid + third) % 256}`;
    if (!taken.has(network)) return network;
  }
  throw new Error('no network 10.213.N.0/24 is free for the pods');
}

async function freePort(address: string): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(0, address, resolve);
  });
  const { port } = listener.address() as AddressInfo;
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
