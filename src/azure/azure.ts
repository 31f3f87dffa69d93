/** The Azure port of a run. Nothing heavy is loaded before the method that needs it is called. */
import { armGet, resourceGraph } from './arm.ts';
import type { Environment } from './azure-cli.ts';
import { cloudOfEnvironment } from './clouds.ts';
import type { RunCommand } from './command.ts';
import { exchange } from './entra.ts';
import { applicationCredentials, graphGet } from './graph.ts';
import { identityCredentials } from './identity-credentials.ts';
import { readSecret } from './key-vault.ts';
import { createOperator } from './operator.ts';
import { createWire } from './pipeline.ts';
import type { AzurePort, Cloud } from './port.ts';
import { publicDocument } from './public-document.ts';
import type { RestApi } from './rest-api.ts';
import type { AzureWriter } from './write-port.ts';
import { createApplicationWriter } from './application-writer.ts';
import { createWriter } from './writer.ts';

export interface AzureOptions {
  /** The operator's environment: credentials, PATH for `az`. The proxy variables are read by the Azure core itself. */
  readonly env: Environment;
  /** Ends every call, as a `timeout` fault. */
  readonly signal?: AbortSignal;
  /** Milliseconds for one operation (a request with its answer, or one run of az); 10 s by default. */
  readonly deadlineMs?: number;
  /** Where ARM and Graph are; by default the cloud of AZURE_AUTHORITY_HOST, else the public one. */
  readonly cloud?: Cloud;
  /** Node's name of the platform; this machine's by default. */
  readonly platform?: string;
  /** How `az` is started; the real way by default. */
  readonly spawn?: RunCommand;
}

export interface Azure extends AzurePort {
  readonly writer: AzureWriter;
  /** Loads now what a usual run will load sooner or later. */
  prepare(): Promise<void>;
}

export function createAzure(options: AzureOptions): Azure {
  const { env, signal, deadlineMs = 10_000, cloud = cloudOfEnvironment(env), platform, spawn } = options;
  const wire = createWire({ deadlineMs, ...(signal === undefined ? {} : { signal }) });
  const operator = createOperator({
    env,
    cloud,
    wire,
    ...(platform === undefined ? {} : { platform }),
    ...(spawn === undefined ? {} : { spawn }),
  });
  const arm: RestApi = { origin: cloud.resourceManager, wire, operator };
  const graph: RestApi = { origin: cloud.graph, wire, operator };
  return {
    cloud,
    writer: { ...createWriter(arm), ...createApplicationWriter(graph) },
    prepare: async () => void (await Promise.all([wire.prepare(), import('@azure/keyvault-secrets'), import('@azure/arm-msi')])),
    exchange: (request) => exchange(wire, request),
    readSecret: (request) => readSecret(wire, request),
    publicDocument: (url) => publicDocument(wire, url),
    operatorSource: () => operator.source(),
    armGet: (path, shape, tenantId) => armGet(arm, path, shape, tenantId),
    resourceGraph: (query, row, tenantId) => resourceGraph(arm, query, row, tenantId),
    graphGet: (path, shape, tenantId) => graphGet(graph, path, shape, tenantId),
    identityCredentials: (resourceId, tenantId) => identityCredentials(arm, resourceId, tenantId),
    applicationCredentials: (appId, tenantId) => applicationCredentials(graph, appId, tenantId),
  };
}
