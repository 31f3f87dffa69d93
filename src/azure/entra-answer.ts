/** Reads what the Entra token endpoint answered, in its old and its new text style (`azure-wire.md` §1.2 and §1.3). */
import { Secret } from '../wire/secret.ts';
import { garbled, notJson, retryAfter } from './failures.ts';
import { oneLine } from './foreign-text.ts';
import { isGuid } from './grammar.ts';
import { arrayField, isRecord, numberField, parseJson, textField } from './json.ts';
import type { JsonRecord } from './json.ts';
import type { WireResponse } from './pipeline.ts';
import type { ExchangeAnswer } from './port.ts';

/** Old style puts these on lines of their own, new style after a blank; they end every description. */
const trailer = /\s(?:Trace ID|Correlation ID|Timestamp):\s[\s\S]*$/;

/** Characters that may stand in a header, so a token with others could not be sent on. */
const headerSafe = /^[\x21-\x7e]+$/;

/** The answer to an exchange; throws WireFailure for what is neither a token nor an OAuth error. */
export function readExchangeAnswer(operation: string, response: WireResponse): ExchangeAnswer {
  const body = parseJson(response.body);
  if (!isRecord(body)) throw garbled(operation, notJson(response));
  const date = response.header('date');
  const entraDate = date === undefined || Number.isNaN(Date.parse(date)) ? {} : { entraDate: date };
  if (response.status === 200) return { ...readToken(operation, body), ...entraDate };
  const error = textField(body, 'error');
  const description = textField(body, 'error_description');
  if (error === undefined && description === undefined) throw garbled(operation, notJson(response));
  const aadsts = aadstsNumber(body);
  const traceId = textField(body, 'trace_id') ?? /\bTrace ID:\s*([0-9a-f-]{36})/i.exec(description ?? '')?.[1];
  const timestamp = textField(body, 'timestamp');
  const retryAfterSeconds = retryAfter(response);
  return {
    result: 'refused',
    status: response.status,
    error: oneLine(error ?? 'unknown_error', 100),
    description: describeRefusal(description ?? ''),
    ...(aadsts === undefined ? {} : { aadsts }),
    ...(traceId === undefined || !isGuid(traceId) ? {} : { traceId }),
    ...(timestamp === undefined ? {} : { timestamp: oneLine(timestamp, 60) }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...entraDate,
  };
}

/** An `error_description` as one line, without trace and correlation ids and without its timestamp. */
export function describeRefusal(description: string): string {
  return oneLine(description.replace(trailer, ''));
}

/** The AADSTS number: `error_codes[0]`, which Entra promises, else the one in the text, which it does not. */
export function aadstsNumber(body: JsonRecord): number | undefined {
  const first: unknown = arrayField(body, 'error_codes')?.[0];
  if (typeof first === 'number' && Number.isSafeInteger(first) && first > 0) return first;
  const texts = [textField(body, 'error_description'), textField(body, 'error')];
  const found = texts.map((text) => /\bAADSTS(\d{4,9})\b/.exec(text ?? '')?.[1]).find((digits) => digits !== undefined);
  return found === undefined ? undefined : Number(found);
}

export interface TokenClaims {
  readonly objectId?: string;
  readonly applicationId?: string;
  readonly tenantId?: string;
  readonly audience?: string;
}

/** Claims of an access token, read without verification; empty where it is no JWT. Identifiers only if they are GUIDs. */
export function readClaims(token: Secret): TokenClaims {
  const payload = parseJson(Buffer.from(token.reveal().split('.')[1] ?? '', 'base64url').toString('utf8'));
  if (!isRecord(payload)) return {};
  const identifier = (name: string): string | undefined => {
    const value = textField(payload, name);
    return value !== undefined && isGuid(value) ? value : undefined;
  };
  const objectId = identifier('oid');
  // v2 tokens say `azp` where v1 tokens say `appid`.
  const applicationId = identifier('appid') ?? identifier('azp');
  const tenantId = identifier('tid');
  const audience = textField(payload, 'aud');
  return {
    ...(objectId === undefined ? {} : { objectId }),
    ...(applicationId === undefined ? {} : { applicationId }),
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(audience === undefined ? {} : { audience }),
  };
}

function readToken(operation: string, body: JsonRecord): Extract<ExchangeAnswer, { result: 'token' }> {
  const value = textField(body, 'access_token');
  if (value === undefined || !headerSafe.test(value)) throw garbled(operation, 'HTTP 200 without a usable access_token');
  const accessToken = new Secret(value);
  const { objectId, applicationId, tenantId } = readClaims(accessToken);
  return {
    result: 'token',
    accessToken,
    expiresInSeconds: numberField(body, 'expires_in') ?? 0,
    ...(objectId === undefined ? {} : { objectId }),
    ...(applicationId === undefined ? {} : { applicationId }),
    ...(tenantId === undefined ? {} : { tenantId }),
  };
}
