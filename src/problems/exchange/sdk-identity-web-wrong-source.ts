import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkIdentityWebWrongSource = defineProblem<Logged>({
  code: 'WI663',
  name: 'sdk-identity-web-wrong-source',
  link: 'exchange',
  title: 'The assertion is a token of Entra, not that of the pod',
  brief: 'the assertion is a token of Entra',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} presents a token of Entra itself as its assertion`,
  why: () => 'Microsoft.Identity.Web with SignedAssertionFromManagedIdentity takes a token of the node as assertion. On Kubernetes the assertion is the file of the pod.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Set the source of the client credential to SignedAssertionFilePath; without a path it takes AZURE_FEDERATED_TOKEN_FILE.'),
  ],
  example: exampleLog('AADSTS700222: Entra ID-issued tokens may not be used for federated identity credential flows.'),
});
