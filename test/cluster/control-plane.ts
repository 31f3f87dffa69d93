/**
 * etcd, kube-apiserver, kube-controller-manager and kube-scheduler as processes on loopback, with one node
 * that has no machine (`node.ts`), so that everything but the containers is real; or without a node, for real kubelets.
 */
import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import type { Authority } from '../../src/sandbox/certificates.ts';
import { longestTokenOf } from '../../src/sandbox/kubernetes/tokens.ts';
import { createApi } from './api.ts';
import type { Api } from './api.ts';
import { ensureBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { Hopeless, until } from './deadline.ts';
import { kubeconfig } from './kubeconfig.ts';
import { startNode } from './node.ts';
import type { FakeNode } from './node.ts';
import { openProcessGroup } from './process-group.ts';
import type { ProcessGroup, RunningProgram } from './process-group.ts';

export interface ControlPlaneOptions {
  /** `--service-account-issuer`, byte for byte; it need not be reachable. */
  readonly issuer: string;
  /** How tokens are signed; default RS256. */
  readonly signs?: 'ES256';
  /** `jwks_uri` of the discovery document; default as on AKS, `openid/v1/jwks` under the issuer. */
  readonly jwksUri?: string;
  /** Signs the server's certificate and is the one whose client certificates the API server accepts. */
  readonly authority: Authority;
}

/** A control plane that has no node yet, and whose API server lets kubelets with a client certificate of its authority join. */
export interface NodelessControlPlane {
  /** `https://127.0.0.1:PORT`. */
  readonly server: string;
  readonly authority: Authority;
  /** As a member of `system:masters`. */
  readonly api: Api;
  readonly binaries: Binaries;
  /** Path of a kubeconfig of the same rights as `api`. */
  readonly adminKubeconfig: string;
  /** A temporary folder that lives as long as the control plane. */
  readonly directory: string;
  /** The public keys that verify its tokens, as `/openid/v1/jwks` publishes them. */
  jwks(): Promise<JsonWebKeySet>;
  stop(): Promise<void>;
}

export interface ControlPlane extends NodelessControlPlane {
  readonly node: FakeNode;
}

const jsonWebKeySet = z.looseObject({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });
export type JsonWebKeySet = z.infer<typeof jsonWebKeySet>;

/** Two cores under other load need about 10 s. */
const startDeadlineMs = 90_000;

/** Starts a control plane and waits until pods can be created and scheduled. */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlane> {
  const plane = await startPrograms(options, 'none');
  try {
    const node = await startNode(plane.api);
    const stop = async (): Promise<void> => {
      node.stop();
      await plane.stop();
    };
    return { ...plane, node, stop };
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

/** Starts a control plane for real kubelets and waits until pods can be created; scheduled they are when a node is Ready. */
export async function startNodelessControlPlane(options: ControlPlaneOptions): Promise<NodelessControlPlane> {
  return startPrograms(options, 'real');
}

async function startPrograms(options: ControlPlaneOptions, kubelets: 'none' | 'real'): Promise<NodelessControlPlane> {
  const binaries = await ensureBinaries();
  const group = await openProcessGroup('cluster');
  try {
    return await start(options, kubelets, binaries, group);
  } catch (error) {
    await group.stop();
    throw error;
  }
}

async function start({ issuer, signs, jwksUri, authority }: ControlPlaneOptions, kubelets: 'none' | 'real', binaries: Binaries, group: ProcessGroup): Promise<NodelessControlPlane> {
  const [etcdPort, peerPort, securePort] = await freePorts();
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const server = `https://127.0.0.1:${securePort}`;
  const longest = longestTokenOf(issuer);
  const programs: RunningProgram[] = [];

  programs.push(group.start(binaries.etcd, etcdArguments(group.directory, etcdUrl, `http://127.0.0.1:${peerPort}`)));
  const files = await writeFiles(group.directory, server, authority, signs);
  programs.push(
    group.start(binaries.apiserver, [
      `--etcd-servers=${etcdUrl}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${securePort}`,
      `--tls-cert-file=${files.serverCertificate}`,
      `--tls-private-key-file=${files.serverKey}`,
      `--client-ca-file=${files.authority}`,
      ...(kubelets === 'none' ? ['--authorization-mode=RBAC', '--kubelet-preferred-address-types=ExternalIP'] : kubeletArguments(files)),
      `--service-account-issuer=${issuer}`,
      // It takes an issuer that is no https address, and publishes nothing for it; this flag it refuses then.
      ...(issuer.startsWith('https:') ? [`--service-account-jwks-uri=${jwksUri ?? `${issuer.replace(/\/$/, '')}/openid/v1/jwks`}`] : []),
      `--service-account-signing-key-file=${files.serviceAccountKey}`,
      `--service-account-key-file=${files.serviceAccountKey}`,
      // As AKS has it: real lifetimes, none over a day; elsewhere the second is rarely so.
      ...(longest === undefined ? [] : [`--service-account-max-token-expiration=${longest}s`]),
      '--service-account-extend-token-expiration=false',
      '--service-cluster-ip-range=10.0.0.0/16',
      '--allow-privileged=true',
      // Services are dialled at their endpoints, as through AKS's konnectivity: nothing here routes cluster addresses.
      '--enable-aggregator-routing=true',
      // A loopback address is not valid as an endpoint of the `kubernetes` service.
      '--endpoint-reconciler-type=none',
      '--profiling=false',
    ]),
  );

  const api = createApi(server, authority.certificatePem, files.administrator);
  const alive = (): void => {
    const dead = programs.find((program) => !program.isRunning());
    if (dead !== undefined) throw new Hopeless(`${dead.name} ended:\n${dead.logTail()}`);
  };
  await until('the API server', startDeadlineMs, async () => {
    alive();
    // Both are written by the server itself, after it has begun to answer.
    await api.get('/api/v1/namespaces/default');
    return api.find('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/system:service-account-issuer-discovery');
  });

  const connection = ['--kubeconfig', files.administratorKubeconfig, '--leader-elect=false', '--secure-port=0', '--kube-api-qps=500', '--kube-api-burst=1000'];
  programs.push(
    group.start(binaries.controllerManager, [
      ...connection,
      // A node without a machine has no heartbeat, so nobody may judge it by one.
      kubelets === 'none' ? '--controllers=*,-node-lifecycle-controller,-cloud-node-lifecycle-controller,-device-taint-eviction-controller' : '--controllers=*',
      '--use-service-account-credentials=true',
      `--service-account-private-key-file=${files.serviceAccountKey}`,
      `--root-ca-file=${files.authority}`,
      '--allocate-node-cidrs=false',
    ]),
    group.start(binaries.scheduler, connection),
  );
  await until('the controllers', startDeadlineMs, async () => {
    alive();
    return api.find('/api/v1/namespaces/default/serviceaccounts/default');
  });

  return {
    server,
    authority,
    api,
    binaries,
    adminKubeconfig: files.administratorKubeconfig,
    directory: group.directory,
    // The server answers 406 to application/json here.
    jwks: async () => jsonWebKeySet.parse(await api.call('GET', '/openid/v1/jwks', { accept: '*/*' })),
    stop: async () => {
      api.close();
      await group.stop();
    },
  };
}

function etcdArguments(directory: string, client: string, peer: string): string[] {
  return [
    `--data-dir=${join(directory, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

/** How the API server lets kubelets in, and calls them. */
function kubeletArguments({ authority, kubeletClientCertificate, kubeletClientKey }: Files): string[] {
  return [
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    `--kubelet-certificate-authority=${authority}`,
    `--kubelet-client-certificate=${kubeletClientCertificate}`,
    `--kubelet-client-key=${kubeletClientKey}`,
    '--kubelet-preferred-address-types=InternalIP',
  ];
}

interface Files {
  readonly authority: string;
  readonly serverCertificate: string;
  readonly serverKey: string;
  readonly serviceAccountKey: string;
  readonly kubeletClientCertificate: string;
  readonly kubeletClientKey: string;
  readonly administratorKubeconfig: string;
  readonly administrator: ReturnType<Authority['issueClient']>;
}

async function writeFiles(directory: string, server: string, authority: Authority, signs: 'ES256' | undefined): Promise<Files> {
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, text, { mode: 0o600 });
    return path;
  };
  const serving = authority.issueServer(['127.0.0.1', 'localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc']);
  const administrator = authority.issueClient('kubernetes-admin', ['system:masters']);
  const kubeletClient = authority.issueClient('kube-apiserver-kubelet-client', ['system:masters']);
  const pair = signs === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signing = pair.privateKey.export({ type: signs === 'ES256' ? 'sec1' : 'pkcs8', format: 'pem' }).toString();
  const entry = { server, certificateAuthorityPem: authority.certificatePem, client: administrator, context: 'cluster', user: 'kubernetes-admin' };
  return {
    administrator,
    authority: await write('ca.crt', authority.certificatePem),
    serverCertificate: await write('server.crt', serving.certificatePem),
    serverKey: await write('server.key', serving.keyPem),
    serviceAccountKey: await write('service-account.key', signing),
    kubeletClientCertificate: await write('kubelet-client.crt', kubeletClient.certificatePem),
    kubeletClientKey: await write('kubelet-client.key', kubeletClient.keyPem),
    administratorKubeconfig: await write('admin.kubeconfig', kubeconfig(entry)),
  };
}

/** Three ports nobody listens on; another process could still take one before it is used. */
async function freePorts(): Promise<readonly [number, number, number]> {
  const listeners = [createServer(), createServer(), createServer()] as const;
  const [first, second, third] = await Promise.all(
    listeners.map(
      (listener) =>
        new Promise<number>((resolve, reject) => {
          listener.once('error', reject);
          listener.listen(0, '127.0.0.1', () => resolve((listener.address() as AddressInfo).port));
        }),
    ),
  );
  await Promise.all(listeners.map((listener) => new Promise((resolve) => listener.close(resolve))));
  return [first ?? 0, second ?? 0, third ?? 0];
}
