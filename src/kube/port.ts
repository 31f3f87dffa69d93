import type { Secret } from '../wire/secret.ts';
import type { Shape } from '../wire/shape.ts';

/** Where the kubeconfig and the connection flags lead. */
export interface KubeTarget {
  /** Name of the context in use; absent with `--server` alone or in a cluster. */
  readonly context?: string;
  readonly server: string;
  /** `--namespace`, else the context's, else `default`. */
  readonly namespace: string;
}

export interface TokenRequestSpec {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly audience: string;
  /** Seconds; the API server refuses less than 600 (`failure-modes.md`, corrections 3). */
  readonly expirationSeconds: number;
  readonly boundPod?: { readonly name: string; readonly uid: string };
}

/** What the API server says a caller may do; `resourceNames` narrowing is expressed by `name`. */
export interface AccessQuestion {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** One API server as the doctor sees it: it reads, it asks for short tokens, and it creates nothing. */
export interface KubePort {
  readonly target: KubeTarget;
  /** GET of one object or document; `path` is absolute, with its query. Throws WireFailure. */
  get<T>(path: string, shape: Shape<T>): Promise<T>;
  /** GET of a list, paged at 500, whole or not at all; a list that failed is never an empty list. Throws WireFailure. */
  list<T>(path: string, item: Shape<T>): Promise<readonly T[]>;
  /** TokenRequest. The token is wrapped on arrival. Throws WireFailure. */
  requestToken(spec: TokenRequestSpec): Promise<{ readonly token: Secret; readonly expiresAt: string }>;
  /** POST with `dryRun=All`: admission runs, nothing is stored. Throws WireFailure (a refusal is a `status` fault). */
  dryRunCreate<T>(path: string, body: unknown, shape: Shape<T>): Promise<T>;
  /** SelfSubjectAccessReview. Throws WireFailure. */
  mayI(question: AccessQuestion): Promise<boolean>;
  /** SubjectAccessReview of a service account. Throws WireFailure. */
  mayAccount(account: { readonly namespace: string; readonly name: string }, question: AccessQuestion): Promise<boolean>;
  /** `Date` header of the last answer minus this machine's clock, in ms; undefined before the first answer. */
  clockSkewMs(): number | undefined;
  /** Closes the connection pool. */
  close(): void;
}
