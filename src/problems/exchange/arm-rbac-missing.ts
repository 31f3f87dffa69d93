import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export const armRbacMissing = defineProblem<Logged>({
  code: 'WI664',
  name: 'arm-rbac-missing',
  link: 'exchange',
  title: 'The identity lacks a role at Azure Resource Manager',
  brief: 'lacks a role at Azure Resource Manager',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ groups }) => `Azure Resource Manager refuses ${groups['action'] ?? 'the action'} to the workload`,
  why: () => 'It has an access token, so workload identity works. What it lacks is a role that holds this action, at this scope or above it.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    az('give it a role that has the action', 'role', 'assignment', 'create', '--role', '<role>', '--assignee-object-id', word(log.groups['principal'], 'guid', 'principal-id'), '--assignee-principal-type', 'ServicePrincipal', '--scope', word(log.groups['scope'], 'resource-id', 'scope')),
    note('An assignment takes some minutes to be seen; the access token need not be renewed.'),
  ],
  example: exampleLog('AuthorizationFailed: The client \'5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab\' with object id \'66666666-6666-4666-8666-666666666666\' does not have authorization to perform action \'Microsoft.Network/dnsZones/TXT/write\' over scope \'/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns\'', { client: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', principal: '66666666-6666-4666-8666-666666666666', action: 'Microsoft.Network/dnsZones/TXT/write', scope: '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns' }),
});
