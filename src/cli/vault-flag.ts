import { isVaultName, vaultHostOf, vaultNameOf } from '../evidence/cloud-hosts.ts';
import { UsageError } from './usage-error.ts';

/** Host of the vault that `--vault` names, by bare name or URL. Throws UsageError where it is no vault of Azure: nothing is sent elsewhere. */
export function vaultHostOfFlag(text: string): string {
  const host = URL.canParse(text) ? new URL(text).hostname : text.toLowerCase();
  if (vaultNameOf(host) !== undefined) return host;
  if (isVaultName(text)) return vaultHostOf(text, '');
  throw new UsageError(
    `--vault: "${text}" is neither the name of a vault nor a host of Key Vault`,
    'a name of 3 to 24 letters, digits and dashes, or https://NAME.vault.azure.net',
  );
}
