import { called, type IdentityRef, type Presented } from './mend.ts';
import type { EvidenceLine } from './problem.ts';

/** An attempt to write a credential that Azure refused, as the activity log has it. */
export interface RefusedWrite {
  readonly identity: IdentityRef;
  readonly presented: Presented;
  readonly credential: string;
  readonly at: string;
  readonly caller?: string;
  readonly message: string;
}

/** What shows further on because a credential was not written. */
export const followsFromRefusedWrite = [
  'fic-none',
  'fic-subject-mismatch',
  'fic-issuer-mismatch',
  'fic-audience-mismatch',
  'issuer-cluster-recreated',
  'issuer-second-cluster-no-fic',
].map((problem) => ({ problem }));

/** The headline: that none matches, and that the last attempt to write one was refused. */
export function refusedWrite({ identity, credential }: RefusedWrite, because: string): string {
  return `No credential of ${called(identity)} matches; writing ${credential} was refused: ${because}`;
}

export function writeEvidence({ at, caller, credential, message, presented }: RefusedWrite): readonly EvidenceLine[] {
  return [
    { label: 'presented', value: presented.subject },
    { label: 'refused', value: message, of: credential },
    { label: 'at', value: at, ...(caller === undefined ? {} : { of: caller }) },
  ];
}

/** For the pages, and for tests that walk the registry. */
export const exampleOfRefusedWrite: Omit<RefusedWrite, 'message'> = {
  identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', kind: 'user-assigned', name: 'id-orders', resourceGroup: 'rg-shop' },
  presented: {
    issuer: 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/22222222-2222-4222-8222-222222222222/',
    subject: 'system:serviceaccount:shop:orders',
    audience: 'api://AzureADTokenExchange',
  },
  credential: 'fic-orders',
  at: '2026-11-23T20:00:00Z',
  caller: 'pipeline@example.com',
};
