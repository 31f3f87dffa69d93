import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { az, note } from '../step.ts';

export const dataplaneRoleMissing = defineProblem<Logged>({
  code: 'WI665',
  name: 'dataplane-role-missing',
  link: 'exchange',
  title: 'The identity lacks a role for the data',
  brief: 'lacks a role for the data',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `A service of Azure refuses data to container ${container}: the identity lacks a role for it`,
  why: () => 'It has an access token, so workload identity works. Owner and Contributor manage a resource and do not read what is in it; that needs a role for data, such as Storage Blob Data Reader.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    az('give it a role for the data, at the resource', 'role', 'assignment', 'create', '--role', '<data-role>', '--assignee-object-id', '<principal-id>', '--assignee-principal-type', 'ServicePrincipal', '--scope', '<resource-id>'),
    note('The line does not say who asked: if the role is there, see whether the application signs in as somebody else.'),
  ],
  example: exampleLog('AuthorizationPermissionMismatch: This request is not authorized to perform this operation using this permission.'),
});
