/** A cluster in which pods really run, with the webhook in front of it and the sandbox's Azure behind it. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { startAzure } from '../../src/sandbox/azure/start.ts';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { azure as healthyAzure, issuer } from '../../src/sandbox/scenarios/shop.ts';
import { startNodelessControlPlane } from '../cluster/control-plane.ts';
import type { NodelessControlPlane } from '../cluster/control-plane.ts';
import { createWebhook } from '../cluster/webhook-server.ts';
import type { ClusterWebhook } from '../cluster/webhook-server.ts';
import { startMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { requireNodeHost } from './requirements.ts';
import { asRunningPods } from './webhook-pods.ts';

export interface NodeWorld {
  readonly plane: NodelessControlPlane;
  readonly webhook: ClusterWebhook;
  readonly machine: Machine;
  /** The whole environment for the product, of the cluster's administrator and the sandbox's Azure. */
  readonly env: Readonly<Record<string, string>>;
  /** Real kubectl as the administrator; what it wrote to stdout. Throws with its words. */
  kubectl(...argv: readonly string[]): Promise<string>;
  /** A command line as a person pastes it into a shell that has kubectl. Throws with its words. */
  shell(command: string): Promise<string>;
  /** `kubectl apply` of objects. */
  apply(...objects: readonly KubernetesObject[]): Promise<void>;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const commandDeadlineMs = 90_000;

/** Starts control plane, node and Azure; the webhook is there, and nothing of it is installed. */
export async function startNodeWorld(): Promise<NodeWorld> {
  // Before minutes of building, where it would be for nothing.
  await requireNodeHost();
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed()) await close();
  };
  try {
    return { ...(await start(closing)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(closing: (() => Promise<void>)[]): Promise<Omit<NodeWorld, 'stop'>> {
  const authority = createAuthority('kubernetes');
  const plane = await startNodelessControlPlane({ issuer, authority });
  closing.push(() => plane.stop());
  const machine = await startMachine(plane);
  closing.push(() => machine.stop());
  const webhook = await createWebhook({ api: plane.api, node: { host: () => undefined } }, { address: machine.address, adapt: asRunningPods });

  // Below the control plane's folder, which goes with it, also where this process is killed.
  const directory = join(plane.directory, 'sandbox');
  const home = join(directory, 'home');
  await mkdir(home, { recursive: true });
  const azure = await startAzure({ scenario: healthyAzure(), authority, clusterIssuers: [{ issuer, keys: () => plane.jwks() }], directory, address: machine.address });
  closing.push(() => azure.close());

  const cluster = { KUBECONFIG: plane.adminKubeconfig, HOME: home };
  const execute = async (program: string, argv: readonly string[], input?: string): Promise<string> => {
    const running = run(program, argv, { env: { ...cluster, PATH: `${dirname(plane.binaries.kubectl)}:/usr/bin:/bin` }, timeout: commandDeadlineMs });
    running.child.stdin?.end(input);
    const { stdout } = await running.catch((error: unknown) => {
      // Without stdout, which a test's report would print: it may hold a token.
      const { stderr, message } = z.looseObject({ stderr: z.string(), message: z.string() }).parse(error);
      throw new Error(`${message.split('\n')[0] ?? ''}\n${stderr}`);
    });
    return stdout;
  };
  const kubectl = (...argv: readonly string[]): Promise<string> => execute(plane.binaries.kubectl, argv);
  return {
    plane,
    webhook,
    machine,
    env: { ...azure.env, ...cluster, USERPROFILE: home },
    kubectl,
    shell: (command) => execute('/bin/sh', ['-c', command]),
    apply: async (...objects) => {
      await execute(plane.binaries.kubectl, ['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
    },
  };
}
