import { called, type IdentityRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note } from '../step.ts';

export interface IdentityTenantPolicy {
  readonly identity: IdentityRef;
  readonly description: string;
}

export const identityTenantPolicy = defineProblem<IdentityTenantPolicy>({
  code: 'WI511',
  name: 'identity-tenant-policy',
  link: 'identity',
  title: 'A policy of the tenant forbids the federation',
  brief: 'a policy forbids the federation',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ identity }) => `A policy of the tenant keeps ${called(identity)} from signing in with a token of Kubernetes`,
  why: () => 'An app management policy can restrict which issuers applications may trust, or forbid workload identity federation at all (AADSTS700223, AADSTS700238). Nothing in the cluster changes that.',
  evidence: ({ description }) => [{ label: 'Entra', value: description }],
  fix: () => [
    az('see the policy of the tenant; it takes an administrator', 'rest', '--method', 'get', '--url', 'https://graph.microsoft.com/v1.0/policies/defaultAppManagementPolicy'),
    note('Ask an administrator of the tenant to allow the issuer of this cluster, or to exempt the application.'),
  ],
  example: { identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', name: 'id-orders' }, description: 'AADSTS700238: Workload identity federation is disabled by tenant policy.' },
});
