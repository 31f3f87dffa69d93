import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const consumerAmbientCredentialsOff = defineProblem<Logged>({
  code: 'WI680',
  name: 'consumer-ambient-credentials-off',
  link: 'exchange',
  title: 'An issuer of cert-manager may not use the identity of its pod',
  brief: 'cert-manager may not use its own identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'cert-manager does not use workload identity for this issuer',
  why: () => 'An Issuer of a namespace may not use the credentials of the controller itself, unless its flag says so; a ClusterIssuer may.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Start the controller with --issuer-ambient-credentials=true, or use a ClusterIssuer.'),
  ],
  example: exampleLog('ClientID is not set but neither --cluster-issuer-ambient-credentials nor --issuer-ambient-credentials are set.'),
});
