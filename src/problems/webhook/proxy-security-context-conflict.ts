import type { Target } from '../../evidence/subject.ts';
import { reference, withoutProxy } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface ProxySecurityContextConflict {
  readonly owner: Target;
}

export const proxySecurityContextConflict = defineProblem<ProxySecurityContextConflict>({
  code: 'WI273',
  name: 'proxy-security-context-conflict',
  link: 'webhook',
  title: 'The pod runs as root, which the proxy refuses',
  brief: 'the proxy may not run as the pod\'s user 0',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'The pod sets runAsUser: 0 for all its containers, and the proxy must not run as root',
  why: () => 'azwi-proxy carries runAsNonRoot: true and no user of its own, so it takes that of the pod. The kubelet then does not start it: "CreateContainerConfigError: container\'s runAsUser breaks non-root policy".',
  evidence: () => [
    { label: 'pod', value: 'securityContext.runAsUser: 0' },
    { label: 'azwi-proxy', value: 'securityContext.runAsNonRoot: true' },
  ],
  fix: ({ owner }) => [
    note(`In the template of ${reference(owner)}, take runAsUser: 0 out of spec.securityContext, and set it on the containers that need it.`),
    ...withoutProxy(owner, 'or do without the proxy: let the application use WorkloadIdentityCredential'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
