/** Sorts everything that can go wrong on the way to Azure and back into WireFailure; the one place that does. */
import { WireFailure } from '../wire/failure.ts';
import type { WireFault } from '../wire/failure.ts';
import { oneLine } from './foreign-text.ts';
import { isRecord, parseJson, recordField, textField } from './json.ts';
import type { WireResponse } from './pipeline.ts';

/** An answer that is not in the protocol of the service: what came instead, without its body. */
export function garbled(operation: string, message: string): WireFailure {
  return new WireFailure(operation, { kind: 'garbled', message });
}

/** Something that this side refuses to send, and why. */
export function notSent(operation: string, message: string): WireFailure {
  return new WireFailure(operation, { kind: 'not-sent', message });
}

/** OpenSSL's words for a certificate that leads to no authority of this machine. */
const untrusted: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What Azure shows leads to public authorities, so most often it is somebody in between who shows another. */
const interception = ' (a proxy that looks into TLS may be in between: name the file of its authority in NODE_EXTRA_CA_CERTS)';

/**
 * The WireFailure of an error that an HTTP client or an SDK threw; nothing of the error but its code and message survives.
 *
 * A RestError holds its request, body and headers included (`azure-wire.md` §5.20), so it is never kept as a cause.
 */
export function sortError(operation: string, error: unknown): WireFailure {
  if (error instanceof WireFailure) return error;
  const { name, code, message } = describe(error);
  if (code === 'ERR_INVALID_URL') {
    return notSent(operation, 'no request could be made: HTTPS_PROXY, ALL_PROXY or HTTP_PROXY is not a URL');
  }
  // The runtime's word for a body that broke off or did not decompress; HPE_*: not HTTP at all.
  if (code === 'PARSE_ERROR' || code?.startsWith('HPE_') === true || code?.startsWith('Z_') === true) {
    return garbled(operation, `the answer broke off or could not be read: ${oneLine(message, 200)}`);
  }
  // Names, not instanceof: two copies of a package may be bundled (`azure-wire.md` §5.17).
  if (name === 'RestError' || code !== undefined) {
    const text = `${oneLine(message, 300)}${untrusted.has(code ?? '') ? interception : ''}`;
    // Node's AggregateError of several addresses has an empty message.
    return new WireFailure(operation, { kind: 'unreachable', code: code ?? 'REQUEST_SEND_ERROR', message: text === '' ? 'no connection' : text });
  }
  return garbled(operation, `unexpected ${name}: ${oneLine(message, 300)}`);
}

/** The failure of an HTTP answer that is not a success, from an API that writes `{"error":{"code","message"}}` (ARM, Graph). */
export function statusFailure(operation: string, response: WireResponse): WireFailure {
  const body = parseJson(response.body);
  const error = isRecord(body) ? recordField(body, 'error') : undefined;
  // An empty body may still be the service's own answer, but its 404 always says what is not there; anything else is of
  // a gateway or a proxy in between, and says nothing about what was asked for.
  if (error === undefined && (response.body.trim() !== '' || response.status === 404)) return garbled(operation, notJson(response));
  const code = error === undefined ? undefined : textField(error, 'code');
  const message = error === undefined ? undefined : textField(error, 'message');
  const retryAfterSeconds = retryAfter(response);
  const fault: WireFault = {
    kind: 'status',
    status: response.status,
    message: oneLine(message ?? 'the answer gives no reason'),
    ...(code === undefined ? {} : { code: oneLine(code, 100) }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
  return new WireFailure(operation, fault);
}

/** Says what came instead of JSON. */
export function notJson(response: WireResponse): string {
  const type = oneLine(response.header('content-type')?.split(';')[0] ?? 'no content type', 60);
  return `HTTP ${response.status} with ${type} that is not the service's JSON (a proxy or a firewall may have answered)`;
}

/** Retry-After in seconds, from either of its forms; undefined where there is none. */
export function retryAfter(response: WireResponse): number | undefined {
  const value = response.header('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  // Date.parse takes almost anything for a date, so only the form of RFC 9110 goes there.
  const date = /^[A-Z][a-z]+, /.test(value) ? (Date.parse(value) - Date.now()) / 1000 : NaN;
  const seconds = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : date;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function describe(error: unknown): { readonly name: string; readonly code?: string; readonly message: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: 'no error object was thrown' };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, message: error.message, ...code };
}
