import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkTooOld = defineProblem<Logged>({
  code: 'WI650',
  name: 'sdk-too-old',
  link: 'exchange',
  title: 'The SDK is older than workload identity',
  brief: 'the SDK does not know workload identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `The SDK in container ${container} tried its credentials, and workload identity was not among them`,
  why: () => 'DefaultAzureCredential names each credential that it tried. WorkloadIdentityCredential came with azidentity 1.3.0 (Go), Azure.Identity 1.9.0 (.NET), azure-identity 1.13.0 (Python), 1.9.0 (Java) and @azure/identity 3.2.0 (JavaScript); an older one goes on to the identity of the node, which is another or none.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Upgrade the Azure Identity library of the application, build its image anew and roll it out.'),
  ],
  example: exampleLog('DefaultAzureCredential failed to retrieve a token from the included credentials.'),
});
