import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkDbDriverScope = defineProblem<Logged>({
  code: 'WI661',
  name: 'sdk-db-driver-scope',
  link: 'exchange',
  title: 'A database does not take the access token',
  brief: 'the database does not take the token',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `The database refuses the access token that container ${container} presents`,
  why: () => 'Either the token is for another resource than the database, or the identity has no user in it. A token for Key Vault or Azure Resource Manager is no token for SQL or PostgreSQL, and an identity is no user by itself.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Ask for the scope of the database: https://database.windows.net/.default (SQL), https://ossrdbms-aad.database.windows.net/.default (PostgreSQL, MySQL).'),
    note('Create its user there as the Entra administrator of the server. SQL: CREATE USER [IDENTITY-NAME] FROM EXTERNAL PROVIDER.'),
  ],
  example: exampleLog('Login failed for user \'<token-identified principal>\'.'),
});
