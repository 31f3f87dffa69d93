import type { Scenario } from '../scenario.ts';
import { azure, credential, credentialWrite, doctorOrders, fine, identity, issuer, steps } from './shop.ts';

export const healthyCredentialDuplicate: Scenario = {
  name: 'healthy-credential-duplicate',
  title: 'Another write of the same pair was refused',
  story:
    'Somebody tried to make a second credential for the same issuer and subject, which Azure refuses: Issuer and subject combination already exists for this Managed Identity. The first one serves.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([credential])], activity: [credentialWrite('fic-orders-2', 'pipeline@example.com', 20, { status: 400, code: 'BadRequest', message: 'Issuer and subject combination already exists for this Managed Identity.' })] }),
  command: doctorOrders,
  expect: fine,
};
