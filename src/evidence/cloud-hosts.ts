/** Suffixes under which vaults live, by cloud (`failure-modes.md` §4, "Suffixes"). */
const vaultSuffixes = { public: 'vault.azure.net', usgovernment: 'vault.usgovcloudapi.net', china: 'vault.azure.cn' } as const;

const vaultLabel = /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/;

/** Host of a vault from its bare name, in the cloud of an authority. */
export function vaultHostOf(name: string, authorityHost: string): string {
  return `${name.toLowerCase()}.${vaultSuffixOf(authorityHost)}`;
}

/** Name of a cloud as the provider of the secrets store driver takes it; undefined for the public one, its default. */
export function cloudNameOf(authorityHost: string): string | undefined {
  const suffix = vaultSuffixOf(authorityHost);
  return suffix === vaultSuffixes.usgovernment ? 'AzureUSGovernmentCloud' : suffix === vaultSuffixes.china ? 'AzureChinaCloud' : undefined;
}

/** The vault's name in a host that is the name of its private link: a DNS record, and no address to connect to. */
export function privateLinkVaultOf(host: string): string | undefined {
  const [, name = ''] = /^([^.]+)\.privatelink\.(?:vaultcore\.azure\.net|vaultcore\.azure\.cn|vaultcore\.usgovcloudapi\.net|vault\.azure\.net)$/.exec(host.toLowerCase()) ?? [];
  return vaultLabel.test(name) ? name : undefined;
}

/** Whether a host is a Managed HSM: of Azure, with keys and roles of its own, and no vault. */
export function isManagedHsm(host: string): boolean {
  return /^[a-z][a-z0-9-]{1,22}[a-z0-9]\.managedhsm\.(azure\.net|azure\.cn|usgovcloudapi\.net)$/.test(host.toLowerCase());
}

/** Scope of Key Vault's data plane in the cloud that an authority host belongs to. */
export function vaultScopeOf(authorityHost: string): string {
  return `https://${vaultSuffixOf(authorityHost)}/.default`;
}

/** Suffix of the vaults in the cloud that an authority host belongs to. */
export function vaultSuffixOf(authorityHost: string): string {
  if (/login\.microsoftonline\.us/i.test(authorityHost)) return vaultSuffixes.usgovernment;
  if (/login\.(chinacloudapi|partner\.microsoftonline)\.cn/i.test(authorityHost)) return vaultSuffixes.china;
  return vaultSuffixes.public;
}

/** The vault's name where the host is one label under a vault suffix; undefined for any other host: nothing is sent there. */
export function vaultNameOf(host: string): string | undefined {
  const lower = host.toLowerCase();
  for (const suffix of Object.values(vaultSuffixes)) {
    const name = lower.endsWith(`.${suffix}`) ? lower.slice(0, -suffix.length - 1) : '';
    if (vaultLabel.test(name)) return name;
  }
  return undefined;
}

export function isVaultName(text: string): boolean {
  return vaultLabel.test(text.toLowerCase());
}

/** Authorities of Entra in every cloud (`azure-wire.md` §1.1); an assertion is sent to no other host. */
const authorities = new Set([
  'login.microsoftonline.com',
  'login.microsoft.com',
  'login.windows.net',
  'sts.windows.net',
  'login.microsoftonline.us',
  'login.chinacloudapi.cn',
  'login.partner.microsoftonline.cn',
]);

/** The authority that a value means which is not written as one: with a tenant or path behind it, or without https. */
export function authorityMeantBy(value: string): string | undefined {
  const text = value.trim();
  const address = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return undefined;
  const { hostname, username, password } = new URL(address);
  return authorities.has(hostname) && `${username}${password}` === '' ? `https://${hostname}/` : undefined;
}

/** Whether tokens of this issuer are those of Entra itself. */
export function isIssuedByEntra(issuer: string): boolean {
  return authorityMeantBy(issuer) !== undefined;
}

export function isAuthority(authorityHost: string): boolean {
  // URL trims, which no SDK does
  if (!URL.canParse(authorityHost) || authorityHost !== authorityHost.trim()) return false;
  const { protocol, hostname, port, pathname, search, hash, username, password } = new URL(authorityHost);
  return protocol === 'https:' && port === '' && authorities.has(hostname) && pathname === '/' && `${search}${hash}${username}${password}` === '';
}
