import type { Target } from '../../evidence/subject.ts';
import { reference, withoutProxy } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface ProxyPrivilegedBlocked {
  readonly owner: Target;
  readonly message: string;
  /** Who refused, in words. */
  readonly refuser: string;
}

export const proxyPrivilegedBlocked = defineProblem<ProxyPrivilegedBlocked>({
  code: 'WI276',
  name: 'proxy-privileged-blocked',
  link: 'webhook',
  title: 'The proxy\'s init container is refused for being privileged',
  brief: 'its privileged init container is refused',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ owner, refuser }) => `A pod of ${reference(owner)} cannot be created now: ${refuser} refuses the proxy's init container`,
  why: () => 'azwi-proxy-init turns the traffic for the metadata service to the proxy, and needs privileges, root and NET_ADMIN for it. Pod Security "baseline" and "restricted" allow none of them, nor do most policy engines.',
  evidence: ({ message }) => [{ label: 'API server', value: message }],
  fix: ({ owner }) => [
    ...withoutProxy(owner, 'do without the proxy'),
    note('And let the application sign in with WorkloadIdentityCredential of its SDK: that needs no privileges.'),
    kubectl('or see what the namespace enforces, before you exempt it', 'get', 'namespace', word(owner.namespace, 'dns-name', 'namespace'), '--show-labels'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, refuser: 'Pod Security of the namespace', message: 'pods "orders-x" is forbidden: violates PodSecurity "baseline:latest": privileged (container "azwi-proxy-init" must not set securityContext.privileged=true)' },
});
