import type { AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface IbRbacMissing {
  readonly account: AccountRef;
  readonly clientId: string;
}

export const ibRbacMissing = defineProblem<IbRbacMissing>({
  code: 'WI926',
  name: 'ib-rbac-missing',
  link: 'exchange',
  title: 'The service account may not use the identity by its binding',
  brief: 'the account may not use the identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ account, clientId }) => `serviceaccount/${account.name} may not use-managed-identity ${clientId}`,
  why: () => 'The pods use an identity binding of AKS (annotation azure.workload.identity/use-identity-binding): their token goes to a proxy of the cluster, and not to Entra. The proxy lets in whose account has the verb use-managed-identity in API group cid.wi.aks.azure.com; the client id stands there where RBAC has a resource. It refuses everybody else with 403.',
  evidence: ({ account, clientId }) => [{ label: 'not allowed', value: `use-managed-identity on ${clientId} in cid.wi.aks.azure.com`, of: `system:serviceaccount:${account.namespace}:${account.name}` }],
  fix: ({ account, clientId }) => {
    const id = word(clientId, 'guid', 'client-id');
    const name = `use-identity-${id}`;
    return [
      note('It takes the right to make roles that hold more than your own (cluster-admin).'),
      kubectl('make a role, with a rule that only holds its place (create refuses what the API server does not serve)', 'create', 'clusterrole', name, '--verb=get', '--non-resource-url=/healthz'),
      kubectl('put the right rule there; if the role was there already, begin here', 'patch', 'clusterrole', name, '--type', 'merge', '-p', JSON.stringify({ rules: [{ apiGroups: ['cid.wi.aks.azure.com'], resources: [id], verbs: ['use-managed-identity'] }] })),
      kubectl('give the role to the account', 'create', 'clusterrolebinding', `${name}-${word(account.namespace, 'dns-name', 'namespace')}-${word(account.name, 'dns-name', 'service-account')}`, `--clusterrole=${name}`, `--serviceaccount=${word(account.namespace, 'dns-name', 'namespace')}:${word(account.name, 'dns-name', 'service-account')}`),
    ];
  },
  example: { account: { namespace: 'shop', name: 'orders' }, clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
