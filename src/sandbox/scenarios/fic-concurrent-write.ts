import type { Scenario } from '../scenario.ts';
import { azure, broken, credentialWrite, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficConcurrentWrite: Scenario = {
  name: 'fic-concurrent-write',
  title: 'Two credentials were written at the same time',
  story:
    'A deployment writes the credentials of two clusters in parallel. Azure took one and refused the other, and nobody looked at the log of the deployment. The closest that is right is healthy-credential-written-again.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([])], activity: [credentialWrite('fic-orders', 'pipeline@example.com', 30, { status: 409, code: 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity', message: 'Too many Federated Identity Credentials are written concurrently for the managed identity. Concurrent Federated Identity Credentials writes under the same managed identity are not supported.' })] }),
  command: doctorOrders,
  expect: { ...broken('fic-concurrent-write'), consequences: ['fic-none'] },
};
