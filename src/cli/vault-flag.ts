import { isVaultName, vaultHostOf, vaultNameOf } from '../evidence/cloud-hosts.ts';
import { UsageError } from './usage-error.ts';

/** Host of the vault that `--vault` names, by bare name or URL. Throws UsageError where it is no vault of Azure: nothing is sent elsewhere. */
export function vaultHostOfFlag(text: string): string {
  const url = URL.parse(text);
  // another scheme, a port or a login would be passed over in silence, and something else be read than was named
  const asNamed = url === null || (url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '');
  const host = url?.hostname ?? text.toLowerCase();
  if (asNamed && vaultNameOf(host) !== undefined) return host;
  if (isVaultName(text)) return vaultHostOf(text, '');
  throw new UsageError(
    `--vault: "${text}" is neither the name of a vault nor a host of Key Vault`,
    'a name of 3 to 24 letters, digits and dashes, or https://NAME.vault.azure.net',
  );
}
