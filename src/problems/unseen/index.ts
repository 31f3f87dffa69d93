/** Every cause that is known and cannot be seen from here, by the group of the catalogue that it is in. */
import { unseenFederatedCredential } from './federated-credential.ts';
import { unseenIssuer } from './issuer.ts';
import { unseenKeyVault } from './key-vault.ts';
import { unseenPod } from './pod.ts';
import { unseenProxy } from './proxy.ts';
import { unseenToken } from './token.ts';
import { unseenPodIdentity } from './pod-identity.ts';
import type { Unseen } from './unseen.ts';

export const unseen: readonly Unseen[] = [
  ...unseenPod,
  ...unseenProxy,
  ...unseenIssuer,
  ...unseenToken,
  ...unseenFederatedCredential,
  ...unseenKeyVault,
  ...unseenPodIdentity,
];

export type { Unseen } from './unseen.ts';
