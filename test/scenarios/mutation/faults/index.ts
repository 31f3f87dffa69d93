import type { Fault } from '../fault.ts';
import { credentialFaults } from './credential.ts';
import { csiFaults } from './csi.ts';
import { identityFaults } from './identity.ts';
import { issuerFaults } from './issuer.ts';
import { podFaults } from './pod.ts';
import { serverFaults } from './servers.ts';
import { serviceAccountFaults } from './service-account.ts';
import { vaultFaults } from './vault.ts';
import { webhookFaults } from './webhook.ts';

export const faults: readonly Fault[] = [
  ...webhookFaults,
  ...podFaults,
  ...serviceAccountFaults,
  ...issuerFaults,
  ...identityFaults,
  ...credentialFaults,
  ...vaultFaults,
  ...csiFaults,
  ...serverFaults,
];
