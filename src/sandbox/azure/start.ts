/** Starts the simulated Azure: every host of the three clouds, and the public issuers, behind one loopback proxy. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Authority } from '../certificates.ts';
import { answerArm } from './arm.ts';
import { installAzureCli } from './azure-cli.ts';
import { clouds, serviceOf } from './clouds.ts';
import { answerEntra } from './entra.ts';
import { queueFaults, spoiled } from './faults.ts';
import type { FaultQueue } from './faults.ts';
import { answerGraph } from './graph.ts';
import { hostIssuers } from './issuers.ts';
import type { ClusterIssuer, IssuerHosting } from './issuers.ts';
import { answerVault } from './key-vault.ts';
import { tokenKindOf } from './requests.ts';
import type { RequestRecord } from './requests.ts';
import { serveWire } from './server.ts';
import type { ConnectRefusal } from './server.ts';
import { createTokenAuthority } from './tokens.ts';
import type { TokenAuthority } from './tokens.ts';
import { same } from './wire.ts';
import type { Answer, Call, Outcome } from './wire.ts';
import { createWorld } from './world.ts';
import type { AzureWorldScenario, Vault, World } from './world.ts';

export interface AzureOptions {
  readonly scenario: AzureWorldScenario;
  readonly authority: Authority;
  readonly clusterIssuers: readonly ClusterIssuer[];
  /** An existing directory for the CA file and the fake `az`. */
  readonly directory: string;
  /** Address the proxy listens on; default 127.0.0.1 (a real node's pods need that of their bridge). */
  readonly address?: string;
}

export interface RunningAzure {
  readonly proxyUrl: string;
  /** The authority's certificate, PEM. */
  readonly caFile: string;
  /**
   * What a child process needs to see this Azure and no other.
   *
   * Meant as the child's whole Azure environment: pass no AZURE_* or proxy variable of the parent beside it.
   * Its PATH holds only the fake `az` (nothing where the scenario's operator is `none`), so start programs by absolute
   * path; append to it only directories without an `az` of their own.
   */
  readonly env: Readonly<Record<string, string>>;
  /** Every request in order of arrival, canaries and refused CONNECTs included. */
  readonly requests: readonly RequestRecord[];
  /** Replaces the whole state, written credentials and used-up faults too. */
  setScenario(scenario: AzureWorldScenario): void;
  /** Ends the connections that clients keep for later, which would add up over many runs in one process. */
  disconnect(): void;
  close(): Promise<void>;
}

interface State {
  readonly world: World;
  readonly faults: FaultQueue;
  readonly issuers: IssuerHosting;
}

export async function startAzure(options: AzureOptions): Promise<RunningAzure> {
  const { authority, clusterIssuers, directory } = options;
  const tokens = createTokenAuthority();
  const binaries = join(directory, 'bin');
  const configuration = join(directory, 'azure');
  const caFile = join(directory, 'ca.pem');
  mkdirSync(configuration, { recursive: true });
  writeFileSync(caFile, authority.certificatePem);

  const stateOf = (scenario: AzureWorldScenario): State => {
    const world = createWorld(scenario);
    const cloud = clouds.find(({ name }) => name === world.cloud);
    if (cloud !== undefined) installAzureCli(binaries, world, cloud, tokens.operatorSession);
    return { world, faults: queueFaults(scenario.faults ?? []), issuers: hostIssuers(clusterIssuers, scenario.issuers ?? []) };
  };
  let state = stateOf(options.scenario);
  const requests: RequestRecord[] = [];

  const wire = await serveWire(authority, options.address ?? '127.0.0.1', {
    refuses: (host) => {
      const refusal = connectRefusal(host, state);
      if (refusal !== undefined) requests.push({ method: 'CONNECT', host, path: '', status: 502, sawBearer: false, token: 'none' });
      return refusal;
    },
    handle: async (call) => {
      const record = {
        method: call.method,
        host: call.host,
        path: call.path,
        status: 0,
        sawBearer: /^Bearer /i.test(call.headers.authorization ?? ''),
        token: tokenKindOf(call, tokens, state.world),
      };
      requests.push(record);
      const outcome = await faulted(call, state, tokens);
      if (typeof outcome === 'object') record.status = 'stall' in outcome ? outcome.stall.status : outcome.status;
      return outcome;
    },
  });

  return {
    proxyUrl: wire.proxyUrl,
    caFile,
    env: {
      HTTPS_PROXY: wire.proxyUrl,
      NO_PROXY: '127.0.0.1,localhost,::1',
      NODE_EXTRA_CA_CERTS: caFile,
      PATH: binaries,
      AZURE_CONFIG_DIR: configuration,
    },
    requests,
    setScenario: (scenario) => {
      state = stateOf(scenario);
    },
    disconnect: () => wire.disconnect(),
    close: () => wire.close(),
  };
}

async function faulted(call: Call, state: State, tokens: TokenAuthority): Promise<Outcome> {
  const act = state.faults.take(`${call.method} ${call.host}${call.target}`);
  if (act === undefined) return route(call, state, tokens);
  if (act === 'reset' || act === 'hang') return act;
  if (typeof act === 'string' || !('answer' in act)) {
    if (typeof act === 'object' && 'delayMs' in act) await pause(act.delayMs);
    return spoiled(await route(call, state, tokens), act);
  }
  return { status: act.answer, headers: { 'content-type': act.body.startsWith('{') ? 'application/json' : 'text/html', ...act.headers }, body: act.body };
}

/** A host that no vault of the scenario has does not resolve; an issuer that serves nothing refuses connections. */
function connectRefusal(host: string, { world, issuers }: State): ConnectRefusal | undefined {
  const service = serviceOf(host);
  if (service?.service === 'vault') return vaultOf(service.vault, service.cloud.name, world) === undefined ? 'dns-error' : undefined;
  return service === undefined && issuers.host(host) === 'refused' ? 'connection-refused' : undefined;
}

function vaultOf(name: string, cloud: World['cloud'], world: World): Vault | undefined {
  return cloud === world.cloud ? world.vaults.find(({ state }) => same(state.name, name)) : undefined;
}

/** The other two clouds answer, and know nobody. */
const nowhere = createWorld({ operator: 'none' });

async function route(call: Call, { world, issuers }: State, tokens: TokenAuthority): Promise<Answer | 'reset'> {
  const service = serviceOf(call.host);
  if (service === undefined) {
    const document = call.method === 'GET' ? await issuers.document(new URL(`https://${call.host}${call.target}`)) : undefined;
    return document === 'refused' ? 'reset' : (document ?? { status: 404, headers: {}, body: '' });
  }
  const { cloud } = service;
  const known = cloud.name === world.cloud ? world : nowhere;
  switch (service.service) {
    case 'entra':
      return answerEntra(call, cloud, known, issuers, tokens);
    case 'arm':
      return answerArm(call, cloud, known, tokens);
    case 'graph':
      return answerGraph(call, cloud, known, tokens);
    case 'vault': {
      const vault = vaultOf(service.vault, cloud.name, world);
      return vault === undefined ? 'reset' : answerVault(call, cloud, vault, world, tokens);
    }
  }
}
