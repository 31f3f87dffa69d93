import type { Scenario } from '../scenario.ts';
import { azure, credential, credentialWrite, doctorOrders, fine, identity, issuer, steps } from './shop.ts';

export const healthyCredentialWrittenAgain: Scenario = {
  name: 'healthy-credential-written-again',
  title: 'A write of the credential was refused, and the next one succeeded',
  story:
    'The activity log holds the refusal and the success after it, and the credential matches: nothing is said of what is over.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([credential])], activity: [credentialWrite('fic-orders', 'pipeline@example.com', 20), credentialWrite('fic-orders', 'pipeline@example.com', 30, { status: 409, code: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity', message: 'Too many Federated Identity Credentials are written concurrently for the managed identity.' })] }),
  command: doctorOrders,
  expect: fine,
};
