import { script } from './script.ts';

/** Small, for every architecture, with sh and curl; pinned, so that what runs in a pod is what was looked at. */
export const defaultImage = 'docker.io/curlimages/curl:8.21.0@sha256:7c12af72ceb38b7432ab85e1a265cff6ae58e06f95539d539b654f2cfa64bb13';

const tokenFolder = '/var/run/kubectl-wi';
/** Nobody's: where the pod's spec does not say a user, its token files are for all to read. */
const nobody = 65_532;

/** What is to be tried. */
export interface Trial {
  readonly authorityHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  /** Empty: no exchange. */
  readonly scope: string;
  readonly hosts: readonly string[];
  readonly objects: readonly { readonly vaultHost: string; readonly path: string }[];
}

export interface Wanted extends Trial {
  readonly name: string;
  readonly image: string;
  readonly volume: string;
  /** Of the token in its volume. */
  readonly tokenPath: string;
  /** Of the container whose login is looked at; absent where its image says it. */
  readonly user?: number;
  readonly group?: number;
  /** Env entries of that container that name proxies, as they stand. */
  readonly proxies: readonly unknown[];
}

/** The script as an argv, for the token in this file. */
export function probeCommand(file: string, { authorityHost, tenantId, clientId, scope, hosts, objects }: Trial): readonly string[] {
  return ['sh', '-c', script, 'kubectl-wi', file, authorityHost, tenantId, clientId, scope, String(hosts.length), ...hosts, ...objects.flatMap(({ vaultHost, path }) => [vaultHost, path])];
}

/**
 * The container that is added: it reads the pod's own token volume with the rights of the container it stands for.
 *
 * It gets no more than that one has: the same user, no capability, and what the level `restricted` of Pod Security
 * asks for (`seen-on-a-real-node.md`, last section). It names no container to share processes with, so that one that
 * crashes does not keep it from starting.
 */
export function probeContainer(wanted: Wanted): Readonly<Record<string, unknown>> {
  const { name, image, volume, user = nobody, group, proxies } = wanted;
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    command: probeCommand(`${tokenFolder}/${wanted.tokenPath}`, wanted),
    env: proxies,
    volumeMounts: [{ name: volume, mountPath: tokenFolder, readOnly: true }],
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsUser: user,
      ...(group === undefined ? {} : { runAsGroup: group }),
      ...(user === 0 ? {} : { runAsNonRoot: true }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}
