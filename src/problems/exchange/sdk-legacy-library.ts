import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkLegacyLibrary = defineProblem<Logged>({
  code: 'WI651',
  name: 'sdk-legacy-library',
  link: 'exchange',
  title: 'The application signs in by a library from before workload identity',
  brief: 'signs in by a library of before',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} signs in by a library that knows only the identity of the node`,
  why: () => 'adal, go-autorest, msrestazure and Microsoft.Azure.Services.AppAuthentication ask the metadata service of the node for a token. They never read the file of workload identity, and are not developed any more.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Move it to the Azure Identity library of its language. Until then the sidecar of the webhook can stand in: annotation azure.workload.identity/inject-proxy-sidecar: "true" on the pod template.'),
  ],
  example: exampleLog('adal: Refresh request failed. Status Code = \'400\''),
});
