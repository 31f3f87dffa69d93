import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkTokenReadOnce = defineProblem<Logged>({
  code: 'WI655',
  name: 'sdk-token-read-once',
  link: 'exchange',
  title: 'The application keeps a token that has run out',
  brief: 'keeps a token that has run out',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['token-expired-not-reread'],
  what: ({ container }) => `Container ${container} presents a token that is no longer valid; a fresh one is taken`,
  why: () => 'The kubelet replaces the file before the token runs out, an hour after it was made. Whoever reads the file once, at the start, presents the old token from then on; a restart helps for another hour.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Let the application read AZURE_FEDERATED_TOKEN_FILE for each exchange; the Azure Identity libraries do. Upgrade the library that keeps it.'),
    note('Until then a longer life puts it off: annotation azure.workload.identity/service-account-token-expiration: "86400" on the service account, then new pods.'),
  ],
  example: exampleLog('AADSTS700024: Client assertion is not within its valid time range.'),
});
