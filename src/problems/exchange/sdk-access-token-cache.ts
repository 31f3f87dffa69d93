import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkAccessTokenCache = defineProblem<Logged>({
  code: 'WI658',
  name: 'sdk-access-token-cache',
  link: 'exchange',
  title: 'The application keeps an access token from before its rights changed',
  brief: 'an access token from before the change',
  severity: 'warning',
  since: '0.1.0',
  heals: 'with-time',
  what: ({ container }) => `The vault refused container ${container} lately, and gives the same secret to a fresh token`,
  why: () => 'An access token lives for up to a day, and SDKs keep it. The groups of an identity stand in it, so a new membership is seen only in the next one; a role or access policy that was given lately may have needed its minutes.',
  evidence: loggedEvidence,
  fix: (log) => [showLog(log), note('If it goes on, make new pods: they begin with a fresh token. Give roles to the identity itself, not to a group.')],
  example: exampleLog('Caller is not authorized to perform action on resource. ForbiddenByRbac'),
});
