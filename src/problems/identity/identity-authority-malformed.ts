import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface IdentityAuthorityMalformed {
  readonly authorityHost: string;
  readonly origin: string;
  /** What the value should be, in the same cloud. */
  readonly right: string;
}

export const identityAuthorityMalformed = defineProblem<IdentityAuthorityMalformed>({
  code: 'WI507',
  name: 'identity-authority-malformed',
  link: 'identity',
  title: 'AZURE_AUTHORITY_HOST holds more, or less, than an authority',
  brief: 'the authority is not written as one',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ authorityHost }) => `${authorityHost} is not an authority as SDKs take it: they put tenant and path behind it themselves`,
  why: () =>
    "The value is https://, the host and a slash, and nothing else. With a tenant or a path in it the SDK asks for one that does not exist (AADSTS90002: Tenant 'v2.0' not found), without https:// it asks nowhere. The token was not sent there.",
  evidence: ({ authorityHost, origin, right }) => [
    { label: 'named', value: authorityHost, of: origin },
    { label: 'should be', value: right },
  ],
  fix: ({ origin, right }) => [note(`Set it to ${right} where it comes from (${origin}), or leave it out of the template: the webhook sets it.`)],
  example: { authorityHost: 'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0', origin: 'env AZURE_AUTHORITY_HOST of container app, set by the template', right: 'https://login.microsoftonline.com/' },
});
