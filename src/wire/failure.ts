/**
 * What an I/O operation that gave no usable answer looks like, for Kubernetes and Azure alike.
 *
 * `kube` and `azure` throw it, `evidence/gap.ts` alone sorts it into a gap; nothing else looks inside.
 * No text in it may carry a token: whoever builds one passes only messages of the server or of Node.
 */
export type WireFault =
  /** The server answered, with an error of its protocol. `code` is its own word (`Forbidden`, `AuthorizationFailed`). */
  | { readonly kind: 'status'; readonly status: number; readonly code?: string; readonly message: string; readonly retryAfterSeconds?: number }
  /** No answer: DNS, TCP, TLS or a reset. `code` is Node's (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`). */
  | { readonly kind: 'unreachable'; readonly code: string; readonly message: string }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  /** Something answered, but not in the protocol: HTML, truncated JSON, a body over the bound, a wrong shape. */
  | { readonly kind: 'garbled'; readonly message: string }
  /** We ourselves did not send it: a host rule, a missing credential. */
  | { readonly kind: 'not-sent'; readonly message: string };

export class WireFailure extends Error {
  override readonly name = 'WireFailure';
  readonly fault: WireFault;
  /** What was tried, e.g. `GET /api/v1/namespaces/shop/pods` or `GET https://host/path` (never a query with secrets). */
  readonly operation: string;

  constructor(operation: string, fault: WireFault) {
    super(`${operation}: ${describeFault(fault)}`);
    this.operation = operation;
    this.fault = fault;
  }
}

function describeFault(fault: WireFault): string {
  switch (fault.kind) {
    case 'status':
      return `${fault.status}${fault.code === undefined ? '' : ` ${fault.code}`}: ${fault.message}`;
    case 'unreachable':
      return `${fault.code}: ${fault.message}`;
    case 'timeout':
      return `no answer within ${fault.afterMs} ms`;
    case 'garbled':
    case 'not-sent':
      return fault.message;
  }
}
