import { kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenKeyVault: readonly Unseen[] = [
  {
    name: 'kv-token-expired',
    title: 'The application goes on with an access token that has ended',
    why:
      'An access token for the vault lives for about an hour, or a day for a managed identity. An application that keeps one of its own, instead of asking its SDK each time, is refused by the vault with 401 and error="invalid_token" after that. ' +
      'The access token that is tried from here is a minute old; the one in a process cannot be seen from outside.',
    look: [
      kubectl('look for 401 and for the time since its start', 'logs', 'POD', '-n', 'NAMESPACE', '--tail=-1', '--timestamps'),
      note('Let the credential of the SDK give the token at each call (getToken): it keeps one for as long as it is good, and renews it in time.'),
    ],
  },
];
