import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkOptionsIncomplete = defineProblem<Logged>({
  code: 'WI657',
  name: 'sdk-options-incomplete',
  link: 'exchange',
  title: 'The application hands its SDK an empty value',
  brief: 'the SDK was handed an empty value',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `The SDK in container ${container} lacks a value of workload identity, although the pod has them all`,
  why: () => 'A credential takes client id, tenant and token file from its options and, where an option is not given, from the environment. An option that is given and empty, or an environment that the process does not inherit, leaves it without one.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Pass no options to WorkloadIdentityCredential: it then reads AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE.'),
    note('See that the process itself has them: an entrypoint with sudo, su or a supervisor may clear the environment.'),
  ],
  example: exampleLog('WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured.'),
});
