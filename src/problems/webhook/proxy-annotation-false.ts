import type { Target } from '../../evidence/subject.ts';
import { withoutProxy } from '../mend.ts';
import { defineProblem } from '../problem.ts';

export interface ProxyAnnotationFalse {
  readonly owner: Target;
  readonly value: string;
}

export const proxyAnnotationFalse = defineProblem<ProxyAnnotationFalse>({
  code: 'WI270',
  name: 'proxy-annotation-false',
  link: 'webhook',
  title: 'The annotation that says no to the proxy asks for it',
  brief: 'the proxy is injected in spite of "false"',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ value }) => `The pods get the proxy sidecar although its annotation says ${JSON.stringify(value)}`,
  why: () => 'The webhook looks whether azure.workload.identity/inject-proxy-sidecar is there, and never at its value. So each pod has a privileged init container and a proxy that nobody wanted.',
  evidence: ({ value }) => [{ label: 'annotation', value: `azure.workload.identity/inject-proxy-sidecar: ${JSON.stringify(value)}`, of: 'the template' }],
  fix: ({ owner }) => withoutProxy(owner),
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, value: 'false' },
});
