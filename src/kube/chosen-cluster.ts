import { readFileSync } from 'node:fs';
import type { ConnectionFlags } from './connection-flags.ts';
import { KubeConfigError, fileProblem } from './kube-config-error.ts';
import type { ClusterEntry } from './kubeconfig.ts';
import { parseUrl } from './url.ts';

/** Where the API server is and how it proves to be it, files read. */
export interface ChosenCluster {
  readonly name: string;
  /** With the path a gateway in front of it may ask for; never with user or password. */
  readonly server: URL;
  /** PEM; absent: the roots of this machine. */
  readonly certificateAuthority?: string | undefined;
  readonly insecure: boolean;
  readonly serverName?: string | undefined;
  /** `proxy-url` of the cluster, which stands above the environment and its exemptions. */
  readonly proxy?: URL | undefined;
  readonly compression: boolean;
  readonly pluginConfig?: unknown;
}

/** Lays the flags over a kubeconfig cluster (client-go `getCluster` and `validateClusterInfo`). Throws KubeConfigError. */
export function chooseCluster(name: string, entry: ClusterEntry, flags: ConnectionFlags): ChosenCluster {
  const server = flags.server || entry.server;
  if (server === undefined) throw invalid(`no server found for cluster ${JSON.stringify(name)}`);
  // Either flag replaces what the file says about trust, so that they never contradict each other.
  const trustFromFlags = flags.insecureSkipTlsVerify === true || Boolean(flags.certificateAuthority);
  const trust: ClusterEntry = trustFromFlags
    ? { insecureSkipTlsVerify: flags.insecureSkipTlsVerify, certificateAuthority: flags.certificateAuthority || undefined }
    : entry;
  const certificateAuthority = readAuthority(name, trust);
  const insecure = trust.insecureSkipTlsVerify ?? false;
  const url = serverUrl(server);
  if (insecure && certificateAuthority !== undefined && url.protocol === 'https:') {
    throw invalid('specifying a root certificates file with the insecure flag is not allowed');
  }
  return {
    name,
    server: url,
    certificateAuthority,
    insecure,
    // The name in the file belongs to the server in the file.
    serverName: flags.tlsServerName || flags.server ? flags.tlsServerName || undefined : entry.tlsServerName,
    proxy: entry.proxyUrl === undefined ? undefined : proxyUrl(name, entry.proxyUrl),
    compression: !(flags.disableCompression || entry.disableCompression),
    pluginConfig: entry.pluginConfig,
  };
}

/** A server as client-go reads it: `host:port` without a scheme means plain http. */
function serverUrl(text: string): URL {
  const whole = parseUrl(text);
  const url = whole !== undefined && whole.host !== '' ? whole : parseUrl(`http://${text}`);
  if (url === undefined || (url !== whole && url.pathname !== '/')) {
    throw invalid('the server must be a URL or a host:port pair');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw invalid(`unsupported protocol scheme ${JSON.stringify(url.protocol.slice(0, -1))} of the server`);
  }
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url;
}

function readAuthority(name: string, entry: ClusterEntry): string | undefined {
  if (entry.certificateAuthority !== undefined && entry.certificateAuthorityData !== undefined) {
    throw invalid(
      `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    );
  }
  const data = entry.certificateAuthorityData?.toString('latin1') ?? readFile(name, entry.certificateAuthority);
  if (data !== undefined && !data.includes('-----BEGIN CERTIFICATE-----')) {
    throw invalid(`unable to load root certificates of cluster ${JSON.stringify(name)}: unable to parse bytes as PEM block`);
  }
  return data;
}

function readFile(name: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    const problem = `unable to read certificate-authority ${file} for ${name} due to open ${file}: ${fileProblem(error)}`;
    throw new KubeConfigError(`invalid configuration: ${problem}`, 'name a file that this user can read', 2, error);
  }
}

function proxyUrl(name: string, text: string): URL {
  const url = parseUrl(text);
  // The text is not quoted: a proxy URL may carry a password.
  if (url === undefined) throw invalid(`invalid 'proxy-url' for cluster ${JSON.stringify(name)}: could not parse`);
  if (url.protocol === 'http:' || url.protocol === 'https:' || url.protocol === 'socks5:') return url;
  throw invalid(
    `invalid 'proxy-url' for cluster ${JSON.stringify(name)}: unsupported scheme ${JSON.stringify(url.protocol.slice(0, -1))}, must be http, https, or socks5`,
  );
}

function invalid(problem: string): KubeConfigError {
  return new KubeConfigError(`invalid configuration: ${problem}`, 'look at the cluster with: kubectl config view --minify');
}
