import { createAzure, type Azure } from '../azure/azure.ts';
import { connectKube, type KubeApi } from '../kube/api.ts';
import type { ConnectionFlags } from '../kube/connection-flags.ts';
import { startProgress, type Progress } from '../terminal/progress.ts';
import { chooseStyle, type Style } from '../terminal/style.ts';
import type { Host } from './host.ts';
import { build } from './version.ts';

export interface Worlds {
  readonly kube: KubeApi;
  readonly azure: Azure;
  /** The line that says what is going on, which makes room where a credential plugin asks. */
  readonly progress: Progress;
  /** Of stderr. */
  readonly errorStyle: Style;
}

export interface WorldsRequest {
  readonly connection: ConnectionFlags;
  readonly color: 'auto' | 'always' | 'never';
}

/** The cluster and Azure of a run, until the signal ends it, and a line of progress; neither is asked anything yet. Throws KubeConfigError. */
export function openWorlds({ connection, color }: WorldsRequest, host: Host, signal: AbortSignal, first: string): Worlds {
  const { stderr, env, platform } = host;
  const errorStyle = chooseStyle({ color, env, isTTY: stderr.isTerminal, platform, columns: stderr.columns });
  const progress = startProgress({ write: (text) => stderr.write(text), isTerminal: stderr.isTerminal && env['TERM'] !== 'dumb', style: errorStyle }, first);
  const azure = createAzure({ env, signal, platform });
  const kube = connectKube({
    env,
    homeDirectory: host.homeDirectory,
    platform,
    arch: host.arch,
    version: build.version,
    flags: connection,
    signal,
    stdinIsTerminal: host.stdinIsTerminal,
    onPluginStart: () => progress.pause(),
    // loading takes as long as an answer from afar, and blocks: so not while a request is on its way out, nor later
    onWaiting: () => void azure.prepare(),
    warn: (message) => stderr.write(`Warning: ${message}\n`),
  });
  return { kube, azure, progress, errorStyle };
}
