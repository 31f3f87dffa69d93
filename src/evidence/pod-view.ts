import { unknown, type Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { defineQuestion } from './question.ts';
import type { ClusterRight } from './right.ts';
import type { LoginSubject, Target } from './subject.ts';
import type { Token } from './token.ts';
import type { VaultRead } from './vault.ts';

/** How far one came from the pod to a host, on port 443. */
export type Reach =
  | 'answers'
  /** Its name, or that of the proxy, leads nowhere. */
  | 'no-name'
  | 'no-connection'
  /** What answers there breaks off before a certificate was shown. */
  | 'no-tls'
  /** It shows a certificate that the image of the probe does not trust. */
  | 'untrusted'
  /** The proxy takes the connection, and does not let it through. */
  | 'proxy-refuses';

export interface HostView {
  readonly host: string;
  readonly reach: Reach;
  /** Addresses that were tried: of the host, or of the proxy. */
  readonly addresses: readonly string[];
  /** Variable that names a proxy for it. */
  readonly proxy?: string;
  /** Who issued the certificate that is not trusted. */
  readonly issuer?: string;
  /** In the words of the program that tried. */
  readonly detail: string;
}

export type TokenFile = { readonly state: 'read'; readonly token?: Token } | { readonly state: 'missing' | 'unreadable' | 'empty' };

/** What was answered there, or why nothing was. */
export type Tried<Said> = Said | { readonly result: 'failed'; readonly detail: string };

/** What a program in the pod saw, with the pod's network and the pod's own token file; no token is in it. */
export interface PodView {
  readonly pod: string;
  readonly file: TokenFile;
  /** Clock of its node, ms since 1970. */
  readonly at?: number;
  /** False where the image has nothing to make a request with, or no authority that it trusts. */
  readonly couldAsk: boolean;
  readonly hosts: readonly HostView[];
  /** Absent where it was not tried. */
  readonly exchange?: Tried<Exchange>;
  readonly reads: readonly { readonly vaultHost: string; readonly path: string; readonly read: Tried<VaultRead> }[];
}

export type PodViewKey = { readonly target: Target; readonly login: string };

/** What adding a container to a pod that runs takes, seeing it end, and reading what it wrote. */
export const podViewRights: readonly ClusterRight[] = [
  { where: 'cluster', verb: 'patch', group: '', resource: 'pods', subresource: 'ephemeralcontainers', scope: 'namespace', power: 'powerful' },
  { where: 'cluster', verb: 'get', group: '', resource: 'pods', scope: 'namespace', power: 'read' },
  { where: 'cluster', verb: 'get', group: '', resource: 'pods', subresource: 'log', scope: 'namespace', power: 'read' },
];

/** What is seen from within the pod of a login. Who runs the program there gives its answers: asking changes nothing. */
export const podView = defineQuestion({
  name: 'view from the pod',
  rights: podViewRights,
  key: ({ target, login }: LoginSubject): PodViewKey => ({ target, login: login.id }),
  ask: (): Promise<Answer<PodView>> => Promise.resolve(unknown({ reason: 'not-asked', needs: 'a run with --from=pod' })),
});

/** Where an object of a vault is read: what follows its host. */
export function vaultPathOf({ type, secretName = '', version }: { readonly type: 'secret' | 'key' | 'cert'; readonly secretName?: string; readonly version?: string }): string {
  const collection = { secret: 'secrets', key: 'keys', cert: 'certificates' }[type];
  return `/${collection}/${secretName}${version === undefined ? '' : `/${version}`}`;
}
