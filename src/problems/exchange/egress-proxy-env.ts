import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';
import { linesOf, type SeenFromPod } from './from-pod.ts';

export interface EgressProxyEnv extends SeenFromPod {
  readonly variable: string;
}

export const egressProxyEnv = defineProblem<EgressProxyEnv>({
  code: 'WI622',
  name: 'egress-proxy-env',
  link: 'exchange',
  title: 'The proxy of the container leads to no answer',
  brief: 'the proxy does not lead there',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ host, variable }) => `The proxy that ${variable} of the container names does not lead to ${host}`,
  why: () => 'SDKs go through the proxy that the env of their container names, whether or not they could go without. It is not reached, or does not let this host pass.',
  evidence: linesOf,
  fix: ({ host, variable }) => [note(`Correct ${variable} in the pod template, let the proxy pass ${host}:443, or name the host in NO_PROXY where the pod reaches it directly.`)],
  example: { host: 'login.microsoftonline.com', variable: 'HTTPS_PROXY', detail: 'CONNECT tunnel failed, response 403', pod: 'orders-7c9f-abcde', worksHere: true },
});
