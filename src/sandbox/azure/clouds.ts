/** The three clouds and their hosts (`azure-wire.md` §1–3), and which service a host belongs to. */
export type CloudName = 'public' | 'usgovernment' | 'china';

export interface Cloud {
  readonly name: CloudName;
  /** What `az` calls it. */
  readonly cliName: string;
  /** Entra's hosts, the preferred one first. */
  readonly entra: readonly string[];
  /** Access tokens (v1) carry this and the tenant as `iss`. */
  readonly tokenIssuer: string;
  /** What the challenge of a vault names. */
  readonly challengeAuthority: string;
  readonly arm: string;
  readonly armAudiences: readonly string[];
  readonly graph: string;
  readonly vaultSuffix: string;
}

export const clouds: readonly Cloud[] = [
  {
    name: 'public',
    cliName: 'AzureCloud',
    entra: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    tokenIssuer: 'https://sts.windows.net/',
    challengeAuthority: 'https://login.windows.net',
    arm: 'management.azure.com',
    armAudiences: ['https://management.azure.com', 'https://management.core.windows.net'],
    graph: 'graph.microsoft.com',
    vaultSuffix: 'vault.azure.net',
  },
  {
    name: 'usgovernment',
    cliName: 'AzureUSGovernment',
    entra: ['login.microsoftonline.us'],
    tokenIssuer: 'https://sts.windows.net/',
    challengeAuthority: 'https://login.microsoftonline.us',
    arm: 'management.usgovcloudapi.net',
    armAudiences: ['https://management.usgovcloudapi.net', 'https://management.core.usgovcloudapi.net'],
    graph: 'graph.microsoft.us',
    vaultSuffix: 'vault.usgovcloudapi.net',
  },
  {
    name: 'china',
    cliName: 'AzureChinaCloud',
    entra: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
    tokenIssuer: 'https://sts.chinacloudapi.cn/',
    challengeAuthority: 'https://login.chinacloudapi.cn',
    arm: 'management.chinacloudapi.cn',
    armAudiences: ['https://management.chinacloudapi.cn', 'https://management.core.chinacloudapi.cn'],
    graph: 'microsoftgraph.chinacloudapi.cn',
    vaultSuffix: 'vault.azure.cn',
  },
];

export type Service =
  | { readonly service: 'entra' | 'arm' | 'graph'; readonly cloud: Cloud }
  | { readonly service: 'vault'; readonly cloud: Cloud; readonly vault: string };

/** The service a host (lower case, without port) belongs to; undefined for a host that is not Azure's. */
export function serviceOf(host: string): Service | undefined {
  for (const cloud of clouds) {
    if (cloud.entra.includes(host)) return { service: 'entra', cloud };
    if (host === cloud.arm) return { service: 'arm', cloud };
    if (host === cloud.graph) return { service: 'graph', cloud };
    const vault = host.endsWith(`.${cloud.vaultSuffix}`) ? host.slice(0, -cloud.vaultSuffix.length - 1) : '';
    if (vault !== '' && !vault.includes('.')) return { service: 'vault', cloud, vault };
  }
  return undefined;
}

/** Resources that Entra of this cloud gives tokens for, without trailing slash. */
export function resourcesOf(cloud: Cloud): readonly string[] {
  return [...cloud.armAudiences, `https://${cloud.graph}`, `https://${cloud.vaultSuffix}`];
}
