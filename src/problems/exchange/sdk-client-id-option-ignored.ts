import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkClientIdOptionIgnored = defineProblem<Logged>({
  code: 'WI654',
  name: 'sdk-client-id-option-ignored',
  link: 'exchange',
  title: 'The application signs in as another identity than its own',
  brief: 'signs in as another identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container, groups }) => `Container ${container} was refused as ${groups['caller'] ?? 'another identity'}, which is not the identity of its service account`,
  why: () => 'The refusal names who asked. The variables of the pod name another client id, so the application passes one of its own: an option for managed identities does not reach the credential of workload identity in .NET (ManagedIdentityClientId, not WorkloadIdentityClientId), and takes its place in Python (managed_identity_client_id).',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Pass no client id, so that AZURE_CLIENT_ID is taken; or pass it by the option for workload identity: WorkloadIdentityClientId (.NET), workload_identity_client_id (Python), workloadIdentityClientId (Java, JavaScript).'),
  ],
  example: exampleLog('Caller: appid=0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a;oid=0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b', { caller: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a' }),
});
