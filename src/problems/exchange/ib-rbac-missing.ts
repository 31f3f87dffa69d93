import type { AccountRef } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, word } from '../step.ts';

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
  why: () => 'The token proxy of an identity binding lets in who has the verb use-managed-identity on the client id, in API group cid.wi.aks.azure.com. It refuses everybody else with 403.',
  evidence: ({ account, clientId }) => [{ label: 'not allowed', value: `use-managed-identity ${clientId}.cid.wi.aks.azure.com`, of: `system:serviceaccount:${account.namespace}:${account.name}` }],
  fix: ({ account, clientId }) => {
    const id = word(clientId, 'guid', 'client-id');
    const name = `use-identity-${id}`;
    return [
      kubectl('make a role, which the next command gives its rule (create knows only resources that are served)', 'create', 'clusterrole', name, '--verb=get', '--non-resource-url=/healthz'),
      kubectl('let it say what the proxy asks for', 'patch', 'clusterrole', name, '--type', 'merge', '-p', JSON.stringify({ rules: [{ apiGroups: ['cid.wi.aks.azure.com'], resources: [id], verbs: ['use-managed-identity'] }] })),
      kubectl('give it to the account', 'create', 'clusterrolebinding', `${name}-${word(account.namespace, 'dns-name', 'namespace')}-${word(account.name, 'dns-name', 'service-account')}`, `--clusterrole=${name}`, `--serviceaccount=${word(account.namespace, 'dns-name', 'namespace')}:${word(account.name, 'dns-name', 'service-account')}`),
    ];
  },
  example: { account: { namespace: 'shop', name: 'orders' }, clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
