import { defineProblem } from '../problem.ts';
import { kubectl, note } from '../step.ts';
import { linesOf, type SeenFromPod } from './from-pod.ts';

export const egressDns = defineProblem<SeenFromPod>({
  code: 'WI620',
  name: 'egress-dns',
  link: 'exchange',
  title: 'The name of Entra or of the vault is not resolved',
  brief: 'the name is not resolved',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ host }) => `In the pod the name ${host} leads nowhere`,
  why: () => 'The pod asks the DNS that its /etc/resolv.conf names, mostly CoreDNS, which asks that of the network. One of them has no answer, or a policy keeps port 53 from the pod.',
  evidence: linesOf,
  fix: ({ host }) => [
    kubectl('see whether CoreDNS runs', 'get', 'pods', '-n', 'kube-system', '-l', 'k8s-app=kube-dns'),
    kubectl('see what it forwards to', 'get', 'configmap', '-n', 'kube-system', '-l', 'k8s-app=kube-dns', '-o', 'yaml'),
    note(`Let ${host} be resolved there, and let pods reach UDP and TCP port 53. A private zone that has no record for the name answers that there is none.`),
  ],
  example: { host: 'login.microsoftonline.com', detail: 'Could not resolve host: login.microsoftonline.com', pod: 'orders-7c9f-abcde', worksHere: true },
});
