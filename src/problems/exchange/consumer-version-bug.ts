import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const consumerVersionBug = defineProblem<Logged>({
  code: 'WI683',
  name: 'consumer-version-bug',
  link: 'exchange',
  title: 'A release of the application does not use workload identity',
  brief: 'a release that does not use its identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `The program in container ${container} looks for a file of credentials, which workload identity does not have`,
  why: () => 'Some releases of Velero and its plugin for Azure read an empty path where no secret is configured.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Upgrade velero and velero-plugin-for-microsoft-azure together, to releases that are listed as compatible.'),
  ],
  example: exampleLog('failed to read credentials from file : open : no such file or directory'),
});
