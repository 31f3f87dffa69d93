import { az, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenFederatedCredential: readonly Unseen[] = [
  {
    name: 'fic-ca-device',
    title: 'Whoever creates the credential is stopped by Conditional Access',
    why:
      'A policy of the tenant asks for a managed device, or refuses the platform: AADSTS50005 (User tried to log in to a device from a platform that is currently not supported). ' +
      'That happens to a person at the sign-in, before anything reaches Azure, so it leaves no trace at the identity: the credential is simply not there.',
    look: [
      az('see whether the sign-in works from this device', 'account', 'get-access-token', '--resource', 'https://management.azure.com', '--query', 'expiresOn', '-o', 'tsv'),
      note('Sign in on a device that the policy takes, or as a service principal (az login --service-principal), and create the credential then: kubectl wi bind.'),
    ],
  },
];
