import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const consumerConfigField = defineProblem<Logged>({
  code: 'WI681',
  name: 'consumer-config-field',
  link: 'exchange',
  title: 'The application has a client id or tenant of its own',
  brief: 'names an identity of its own',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container, groups }) => `Container ${container} signs in as ${groups['named'] ?? 'another identity'}, which is not what its pod was given`,
  why: () => 'Entra refused another client id or tenant than the one of the pod. A field of the application wins over the variables of the pod.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('Correct the field in its configuration, or leave it away: external-dns: userAssignedIdentityID and tenantId in azure.json; KEDA: spec.podIdentity.identityId of the TriggerAuthentication; cert-manager: managedIdentity.clientID of the issuer.'),
  ],
  example: exampleLog('AADSTS700016: Application with identifier \'0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a\' was not found in the directory', { named: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a' }),
});
