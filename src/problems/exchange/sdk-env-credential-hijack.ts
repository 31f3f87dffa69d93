import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const sdkEnvCredentialHijack = defineProblem<Logged>({
  code: 'WI662',
  name: 'sdk-env-credential-hijack',
  link: 'exchange',
  title: 'The application signs in with a secret, not with the token of its pod',
  brief: 'signs in with a secret of its own',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Container ${container} signs in with a client secret or certificate, and Entra refuses that`,
  why: () => 'DefaultAzureCredential tries the secret in the environment first: with AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH beside the client id that the webhook sets, it never comes to workload identity.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Take AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH, AZURE_USERNAME and AZURE_PASSWORD out of the pod template, and out of what envFrom brings in.'),
  ],
  example: exampleLog('AADSTS7000215: Invalid client secret provided.'),
});
