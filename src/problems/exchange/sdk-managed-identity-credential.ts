import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkManagedIdentityCredential = defineProblem<Logged>({
  code: 'WI652',
  name: 'sdk-managed-identity-credential',
  link: 'exchange',
  title: 'The application asks for the identity of the node',
  brief: 'asks for the identity of the node',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} signs in as the node's managed identity, not as its service account`,
  why: () => 'ManagedIdentityCredential asks the metadata service of the node. In .NET it went over to workload identity by itself up to Azure.Identity 1.12; it does so no more, and in other languages it never did.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Let it use WorkloadIdentityCredential, or DefaultAzureCredential of an SDK that has it.'),
  ],
  example: exampleLog('ManagedIdentityCredential authentication failed: Identity not found'),
});
