import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkFallbackToKubeletIdentity = defineProblem<Logged>({
  code: 'WI653',
  name: 'sdk-fallback-to-kubelet-identity',
  link: 'exchange',
  title: 'The application signs in as an identity of the node',
  brief: 'signs in as an identity of the node',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} came to the metadata service of its node, which has other identities than its own`,
  why: () => 'Where workload identity is not used, SDKs go on to the metadata service. It gives a token of an identity of the node (on AKS often that of the kubelet), which has other rights, or it asks which of several is meant.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Let it use WorkloadIdentityCredential, or DefaultAzureCredential of an SDK that has it.'),
    note('A client id that is passed to ManagedIdentityCredential only chooses among the identities of the node.'),
  ],
  example: exampleLog('Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request'),
});
