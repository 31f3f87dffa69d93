import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkAzcliInPod = defineProblem<Logged>({
  code: 'WI656',
  name: 'sdk-azcli-in-pod',
  link: 'exchange',
  title: 'The Azure CLI in the pod signs in as the node',
  brief: 'az signs in as the node',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `az login --identity in container ${container} asks the node, which is not the workload`,
  why: () => 'The Azure CLI does not look at the variables of workload identity. With --identity it goes to the metadata service of the node.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Sign in by the file: az login --service-principal -u "$AZURE_CLIENT_ID" -t "$AZURE_TENANT_ID" --federated-token "$(cat "$AZURE_FEDERATED_TOKEN_FILE")"'),
  ],
  example: exampleLog('Failed to connect to MSI. Please make sure MSI is configured correctly.'),
});
