/** The three Azure clouds and the only hosts that tokens may go to (`azure-wire.md` §1, `failure-modes.md` §4). */
import type { Cloud } from './port.ts';

export const publicCloud: Cloud = {
  name: 'public',
  authorityHosts: [
    'https://login.microsoftonline.com/',
    'https://login.microsoft.com/',
    'https://login.windows.net/',
    'https://sts.windows.net/',
  ],
  resourceManager: 'https://management.azure.com',
  graph: 'https://graph.microsoft.com',
  vaultSuffix: 'vault.azure.net',
};

const usGovernmentCloud: Cloud = {
  name: 'usgovernment',
  authorityHosts: ['https://login.microsoftonline.us/'],
  resourceManager: 'https://management.usgovcloudapi.net',
  graph: 'https://graph.microsoft.us',
  vaultSuffix: 'vault.usgovcloudapi.net',
};

const chinaCloud: Cloud = {
  name: 'china',
  authorityHosts: ['https://login.chinacloudapi.cn/', 'https://login.partner.microsoftonline.cn/'],
  resourceManager: 'https://management.chinacloudapi.cn',
  graph: 'https://microsoftgraph.chinacloudapi.cn',
  vaultSuffix: 'vault.azure.cn',
};

export const clouds: readonly Cloud[] = [publicCloud, usGovernmentCloud, chinaCloud];

const vaultName = /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/;

/** The origin of a known Entra authority (`https://login.microsoftonline.com`), or undefined for anything else. */
export function authorityOrigin(authority: string): string | undefined {
  // URL trims whitespace and accepts a path; AZURE_AUTHORITY_HOST with either is not what an SDK would use.
  if (authority !== authority.trim()) return undefined;
  const url = URL.parse(authority);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return undefined;
  return clouds.some((cloud) => cloud.authorityHosts.includes(`${url.origin}/`)) ? url.origin : undefined;
}

/** Whether an assertion may be sent to this authority; with or without the trailing slash, https only. */
export function isKnownAuthority(authority: string): boolean {
  return authorityOrigin(authority) !== undefined;
}

/** The cloud of an authority given as URL or as bare host name, or undefined for a host that is no Entra authority. */
export function cloudOfAuthority(authority: string): Cloud | undefined {
  const origin = authorityOrigin(authority.includes('://') ? authority : `https://${authority}`);
  return clouds.find((cloud) => cloud.authorityHosts.includes(`${origin ?? ''}/`));
}

/** The cloud of a vault's host name (`kv-shop.vault.azure.net`), or undefined for a host that no vault token may reach. */
export function vaultCloud(host: string): Cloud | undefined {
  const dot = host.indexOf('.');
  const name = host.slice(0, dot).toLowerCase();
  const suffix = host.slice(dot + 1).toLowerCase();
  if (dot < 0 || !vaultName.test(name)) return undefined;
  return clouds.find((cloud) => cloud.vaultSuffix === suffix);
}

/** Token scope of a cloud's vaults. */
export function vaultScope(cloud: Cloud): string {
  return `https://${cloud.vaultSuffix}/.default`;
}

/** The cloud an operator's environment names through AZURE_AUTHORITY_HOST; public where it names none we know. */
export function cloudOfEnvironment(env: Readonly<Record<string, string | undefined>>): Cloud {
  return cloudOfAuthority(env['AZURE_AUTHORITY_HOST'] ?? '') ?? publicCloud;
}
