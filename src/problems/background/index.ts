/** The background of each problem; only pages and `explain` need it. */
import { accessBackgrounds } from './access.ts';
import type { Background, Backgrounds } from './background.ts';
import { csiBackgrounds } from './csi.ts';
import { exchangeBackgrounds } from './exchange.ts';
import { federatedCredentialBackgrounds } from './federated-credential.ts';
import { identityBackgrounds } from './identity.ts';
import { issuerBackgrounds } from './issuer.ts';
import { keyVaultBackgrounds } from './key-vault.ts';
import { podBackgrounds } from './pod.ts';
import { serviceAccountBackgrounds } from './service-account.ts';
import { tokenBackgrounds } from './token.ts';
import { webhookBindingBackgrounds } from './webhook-bindings.ts';
import { webhookProxyBackgrounds } from './webhook-proxy.ts';
import { webhookRefusalBackgrounds } from './webhook-refusals.ts';
import { webhookBackgrounds } from './webhook.ts';

export const backgrounds: Backgrounds = {
  ...accessBackgrounds,
  ...webhookBackgrounds,
  ...webhookRefusalBackgrounds,
  ...webhookProxyBackgrounds,
  ...webhookBindingBackgrounds,
  ...podBackgrounds,
  ...serviceAccountBackgrounds,
  ...issuerBackgrounds,
  ...tokenBackgrounds,
  ...identityBackgrounds,
  ...federatedCredentialBackgrounds,
  ...exchangeBackgrounds,
  ...keyVaultBackgrounds,
  ...csiBackgrounds,
};

/** A test holds that each problem has one. */
export function backgroundOf(problem: string): Background {
  const background = backgrounds[problem];
  if (background === undefined) throw new Error(`no background of ${problem}`);
  return background;
}

export { places, type Background, type Backgrounds } from './background.ts';
