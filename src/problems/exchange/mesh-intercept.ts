import { exampleLog, loggedEvidence, showLog, type Logged } from '../logged.ts';
import { defineProblem } from '../problem.ts';
import { note } from '../step.ts';

export const meshIntercept = defineProblem<Logged>({
  code: 'WI607',
  name: 'mesh-intercept',
  link: 'exchange',
  title: 'The proxy of a mesh stands between the application and Entra',
  brief: 'the proxy of a mesh refuses the connection',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container }) => `Connections of container ${container} to Entra are refused, and a proxy of a mesh is in its pod`,
  why: () => 'The proxy takes every connection. One that is not ready yet refuses those of the first seconds, and one with outboundTrafficPolicy REGISTRY_ONLY those to hosts that it was not told of.',
  evidence: loggedEvidence,
  fix: (log) => [
    showLog(log),
    note('In the first seconds only: let the application wait for it (Istio: annotation proxy.istio.io/config: {"holdApplicationUntilProxyStarts": true}), or make the proxy a native sidecar.'),
    note('Always: add a ServiceEntry for login.microsoftonline.com and the host of the vault, port 443.'),
  ],
  example: exampleLog('Post "https://login.microsoftonline.com/…/oauth2/v2.0/token": read: connection reset by peer'),
});
