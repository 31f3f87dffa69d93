import type { Target } from '../../evidence/subject.ts';
import { withoutProxy } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export interface ProxyWindows {
  readonly owner: Target;
}

export const proxyWindows = defineProblem<ProxyWindows>({
  code: 'WI272',
  name: 'proxy-windows',
  link: 'webhook',
  title: 'The proxy is asked for on Windows',
  brief: 'there is no proxy for Windows',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: () => 'The pods are for Windows nodes, and ask for the proxy sidecar',
  why: () => 'Its images are made for Linux alone, and it works with iptables. The image cannot be pulled ("no match for platform in manifest"), so the pod never starts.',
  fix: ({ owner }) => [...withoutProxy(owner), note('Then let the application sign in with WorkloadIdentityCredential of its SDK: that works on Windows.')],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' } },
});
