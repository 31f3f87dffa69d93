/** The real read of an object in a vault, with the workload's own token, through the SDK that workloads use. */
import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { vaultCloud, vaultScope } from './clouds.ts';
import { readClaims } from './entra-answer.ts';
import { garbled, notJson, notSent } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { parseJson } from './json.ts';
import { readVaultRefusal } from './key-vault-answer.ts';
import { mebibyte, wireResponse } from './pipeline.ts';
import type { Wire, WireResponse } from './pipeline.ts';
import { atCollection, collections, withoutContent } from './key-vault-object.ts';
import type { Cloud, VaultObjectType, VaultReadAnswer, VaultReadRequest } from './port.ts';
import { staticCredential } from './static-credential.ts';
import type { Secret } from '../wire/secret.ts';

const secretName = /^[0-9a-zA-Z-]{1,127}$/;
const secretVersion = /^[0-9a-zA-Z]{1,64}$/;

/** Application id of Key Vault itself: the audience of its v2 access tokens, in every cloud. */
const vaultApplication = 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093';

/** Old enough for every cloud; nothing newer matters to a read (`azure-wire.md` §3.1). */
const serviceVersion = '7.5';

const notAVault = 'HTTP 401 without a challenge that belongs to this vault; no token was sent';

/** Reads an object's attributes; the value of a secret is taken out of the body before the SDK sees it. Throws WireFailure. */
export async function readSecret(wire: Wire, request: VaultReadRequest): Promise<VaultReadAnswer> {
  const host = request.vaultHost.toLowerCase();
  const { type = 'secret' } = request;
  const operation = `GET https://${oneLine(host, 100)}/${collections[type]}/${oneLine(request.secretName, 130)}`;
  const cloud = admit(operation, host, request);
  const scope = vaultScope(cloud);
  const { accessToken } = request;
  const waits = accessToken instanceof Promise;
  const secrets: Secret[] = [];
  const admitted = (token: Secret): Secret => {
    checkAudience(operation, cloud, token);
    secrets.push(token);
    return token;
  };
  // a token that is at hand is judged before anything is sent
  const token = waits ? accessToken.then(admitted) : Promise.resolve(admitted(accessToken));
  // a vault that never asks for it leaves it unused
  token.catch(() => undefined);
  const origin = `https://${host}`;
  let refusal: WireResponse | undefined;
  let authorized = false;
  const inspect = (response: PipelineResponse, sent: PipelineRequest): PipelineResponse => {
    authorized ||= sent.headers.has('authorization');
    if (response.status === 200) {
      // A host that lets everybody in proves nothing about the token.
      if (!authorized) throw garbled(operation, 'HTTP 200 without a token, which no vault answers');
      return withoutValue(operation, type, response);
    }
    refusal = wireResponse(response);
    return response;
  };
  return wire.within(operation, async (signal) => {
    const { SecretClient } = await import('@azure/keyvault-secrets');
    const client = new SecretClient(origin, staticCredential(token, scope), {
      httpClient: atCollection(await wire.client({ origins: [origin], maxBytes: mebibyte, secrets, inspect }), type),
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      serviceVersion,
    });
    try {
      const version = request.version === undefined ? {} : { version: request.version };
      const { properties } = await client.getSecret(request.secretName, { ...version, abortSignal: signal });
      return readAnswer(properties);
    } catch (error) {
      // Without a status it is no answer (a reset after the challenge), or a refusal of our own.
      if (refusal === undefined || !isAboutAnswer(error)) throw error;
      if (refusal.status === 401 && !authorized) throw garbled(operation, notAVault);
      return readVaultRefusal(operation, refusal);
    }
  }, waits ? 2 : 1);
}

/** The cloud of the vault, if a token may go to this host at all. */
function admit(operation: string, host: string, request: VaultReadRequest): Cloud {
  const cloud = vaultCloud(host);
  if (cloud === undefined) throw notSent(operation, `${oneLine(host, 100)} is no host of Azure Key Vault, so no token is sent to it`);
  if (!secretName.test(request.secretName)) throw notSent(operation, 'not a name that a secret can have');
  if (request.version !== undefined && !secretVersion.test(request.version)) throw notSent(operation, 'not a version that a secret can have');
  return cloud;
}

/** A token that is made out for something else is no business of a vault's. */
function checkAudience(operation: string, cloud: Cloud, token: Secret): void {
  const { audience } = readClaims(token);
  const expected = `https://${cloud.vaultSuffix}`;
  if (audience !== undefined && audience.replace(/\/$/, '') !== expected && audience !== vaultApplication) {
    throw notSent(operation, `the access token is for ${oneLine(audience, 100)}, so it is not sent to a vault of ${expected}`);
  }
}

/** Throws for a body that is no answer of a vault: the SDK would put it, value and all, into its error. */
function withoutValue(operation: string, type: VaultObjectType, response: PipelineResponse): PipelineResponse {
  const rest = withoutContent(parseJson(response.bodyAsText ?? ''), type);
  if (rest === undefined) throw garbled(operation, notJson(wireResponse(response)));
  response.bodyAsText = JSON.stringify(rest);
  // The SDK goes by the header: what a gateway calls text would be no secret to it.
  response.headers.set('content-type', 'application/json');
  return response;
}

/** The SDK throws a RestError for a status, and a bare Error for a challenge that names another resource. */
function isAboutAnswer(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'Error' || ('statusCode' in error && error.statusCode !== undefined);
}

interface Attributes {
  readonly version?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly createdOn?: Date | undefined;
  readonly expiresOn?: Date | undefined;
  readonly notBefore?: Date | undefined;
}

function readAnswer({ version, enabled, createdOn, expiresOn, notBefore }: Attributes): VaultReadAnswer {
  const created = isoDate(createdOn);
  const expires = isoDate(expiresOn);
  const starts = isoDate(notBefore);
  return {
    result: 'read',
    ...(version === undefined || !secretVersion.test(version) ? {} : { version }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(created === undefined ? {} : { createdOn: created }),
    ...(expires === undefined ? {} : { expiresOn: expires }),
    ...(starts === undefined ? {} : { notBefore: starts }),
  };
}

function isoDate(date: Date | undefined): string | undefined {
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
