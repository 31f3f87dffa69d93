/**
 * Tells a refusal of the HTTP proxy from an answer of the server behind it.
 *
 * The agent of core-rest-pipeline replays a proxy's answer to CONNECT (407, 502, a block page) as if the server had
 * sent it, so a blocked issuer would read as an issuer that answers 403. The agent announces it as an event.
 */
import type { PipelineRequest } from '@azure/core-rest-pipeline';
import { EventEmitter } from 'node:events';
import { WireFailure } from '../wire/failure.ts';
import { isRecord } from './json.ts';

/** Per agent: hosts whose last CONNECT was refused, until somebody has read it. */
const refusals = new WeakMap<EventEmitter, Map<string, Refusal>>();

interface Refusal {
  readonly status: number;
  /** The proxy says that the name does not exist (`Proxy-Status: …; error=dns_error`, RFC 9209). */
  readonly noSuchHost: boolean;
}

/** Call before sending; `throwIfRefused` after the answer throws WireFailure if it was the proxy's. */
export function watchProxy(request: PipelineRequest, host: string): { throwIfRefused(operation: string): void } {
  const refused = request.agent instanceof EventEmitter ? refusalsOf(request.agent) : undefined;
  return {
    throwIfRefused(operation) {
      const refusal = refused?.get(host);
      if (refusal === undefined) return;
      refused?.delete(host);
      if (refusal.noSuchHost) throw new WireFailure(operation, { kind: 'unreachable', code: 'ENOTFOUND', message: `the proxy finds no host ${host}` });
      const { status } = refusal;
      const message = status === 407 ? 'the proxy asks for credentials (407)' : `the proxy refused the connection (${status})`;
      throw new WireFailure(operation, { kind: 'unreachable', code: 'PROXY_REFUSED', message });
    },
  };
}

function refusalsOf(agent: EventEmitter): Map<string, Refusal> {
  const known = refusals.get(agent);
  if (known !== undefined) return known;
  const hosts = new Map<string, Refusal>();
  refusals.set(agent, hosts);
  agent.on('proxyConnect', (connect: unknown, request: unknown) => {
    if (!isRecord(connect) || !isRecord(request)) return;
    const { statusCode, headers } = connect;
    const { host } = request;
    if (typeof statusCode !== 'number' || typeof host !== 'string' || statusCode === 200) return;
    const said = isRecord(headers) ? headers['proxy-status'] : undefined;
    hosts.set(host, { status: statusCode, noSuchHost: typeof said === 'string' && /error="?dns_error/.test(said) && !/rcode="?(SERVFAIL|REFUSED)/i.test(said) });
  });
  return hosts;
}
