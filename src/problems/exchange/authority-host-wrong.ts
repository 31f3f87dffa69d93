import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface AuthorityHostWrong {
  readonly authorityHost: string;
  readonly origin: string;
  /** It is an authority of Entra, but of a cloud in which the tenant does not exist. */
  readonly knownElsewhere?: boolean;
}

export const authorityHostWrong = defineProblem<AuthorityHostWrong>({
  code: 'WI602',
  name: 'authority-host-wrong',
  link: 'exchange',
  title: 'The pod names an authority that is not Entra',
  brief: 'authority is not Entra',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ authorityHost, knownElsewhere = false }) =>
    knownElsewhere ? `${authorityHost} is the authority of another cloud than the identity's` : `${authorityHost} is no authority of Entra; the token was not sent there`,
  why: () => 'AZURE_AUTHORITY_HOST must be the authority of a known Azure cloud. A token is sent to no other host.',
  evidence: ({ authorityHost, origin }) => [{ label: 'authority', value: authorityHost, of: origin }],
  fix: ({ origin }) => [note(`Correct it where it comes from (${origin}); the webhook sets it from AZURE_ENVIRONMENT of its ConfigMap.`)],
  example: { authorityHost: 'https://login.example/', origin: 'env AZURE_AUTHORITY_HOST of container app, set by the template' },
});
