import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const imdsBlocked = defineProblem<Logged>({
  code: 'WI606',
  name: 'imds-blocked',
  link: 'exchange',
  title: 'The application asks the metadata service of the node, which does not answer',
  brief: 'asks the node, which does not answer',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} asks 169.254.169.254 for a token, and gets no answer there`,
  why: () => 'The metadata service is for identities of the node. A network policy or the IMDS restriction of AKS keeps pods from it, as it should: workload identity does not need it.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Let it use WorkloadIdentityCredential, or DefaultAzureCredential of an SDK that has it.'),
  ],
  example: exampleLog('dial tcp 169.254.169.254:80: i/o timeout'),
});
