import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export interface IdentityPublicClient {
  readonly identity: IdentityRef;
  readonly description: string;
}

export const identityPublicClient = defineProblem<IdentityPublicClient>({
  code: 'WI512',
  name: 'identity-public-client',
  link: 'identity',
  title: 'The application is marked as a public client',
  brief: 'marked as a public client',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity }) => `${called(identity)} is marked as a public client, which may present no assertion`,
  why: () => 'A public client is a program on the device of a person and can keep no credential, so Entra refuses one that presents a token (AADSTS700025).',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: ({ identity }) => [
    az('take the mark away', 'ad', 'app', 'update', '--id', word(identity.clientId, 'guid', 'client-id'), '--is-fallback-public-client', 'false'),
    note('If people sign in to it from their devices, make an application of its own for the workload instead.'),
  ],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, description: 'AADSTS700025: Client is public so neither client_assertion nor client_secret should be presented.' },
});
