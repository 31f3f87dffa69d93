import type { Secret } from '../wire/secret.ts';
import { KubeConfigError } from './kube-config-error.ts';

/** kubectl's connection flags as given; an absent or empty one changes nothing. Lists are the repeats of a flag. */
export interface ConnectionFlags {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
  readonly server?: string | undefined;
  readonly token?: Secret | undefined;
  readonly as?: string | undefined;
  readonly asUid?: string | undefined;
  readonly asGroups?: readonly string[] | undefined;
  /** Each `key=value`. */
  readonly asUserExtra?: readonly string[] | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly tlsServerName?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  /** Whole seconds or a Go duration (`30`, `1m30s`); `0` asks for none. */
  readonly requestTimeout?: string | undefined;
  readonly disableCompression?: boolean | undefined;
}

const defaultTimeoutMs = 10_000;
/** What `--request-timeout=0` becomes: every request has some deadline, and this one is far away. */
const noTimeoutMs = 600_000;

const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** The deadline of one request in ms, from `--request-timeout`; kubectl's words if it is none. Throws KubeConfigError. */
export function requestTimeoutMs(flag: string | undefined): number {
  if (!flag) return defaultTimeoutMs;
  const ms = /^\+?\d+$/.test(flag) ? Number(flag) * 1_000 : goDurationMs(flag);
  if (ms === undefined || !Number.isFinite(ms)) {
    throw new KubeConfigError(
      '--request-timeout: Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
      'for example --request-timeout=30s',
    );
  }
  // A timer of more than 31 bits fires at once.
  return ms === 0 ? noTimeoutMs : Math.min(Math.max(1, ms), 2 ** 31 - 1);
}

function goDurationMs(text: string): number | undefined {
  if (!/^\+?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([\d.]+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  }
  return total;
}

/** `--as-user-extra` repeats as kubectl reads them: what has no `=` is ignored. */
export function userExtra(flags: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const extra = new Map<string, string[]>();
  for (const flag of flags) {
    const at = flag.indexOf('=');
    if (at < 0) continue;
    const key = flag.slice(0, at);
    extra.set(key, [...(extra.get(key) ?? []), flag.slice(at + 1)]);
  }
  return extra;
}
