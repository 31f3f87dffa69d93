import { kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenProxy: readonly Unseen[] = [
  {
    name: 'proxy-init-order',
    title: 'An init container asks for its token before the proxy is there',
    why:
      'Container azwi-proxy-init, which turns requests for the metadata service to the proxy, is added behind the init containers of the template. One of those that asks the metadata service still gets the answer of the node: its own identity, or "Identity not found". ' +
      'The order can be seen, but not whom an init container asks; one that uses WorkloadIdentityCredential works.',
    look: [
      kubectl('see the order, and what stands before azwi-proxy-init', 'get', 'pod', 'POD', '-n', 'NAMESPACE', '-o', 'jsonpath={.spec.initContainers[*].name}'),
      kubectl('see what the init container says', 'logs', 'POD', '-n', 'NAMESPACE', '-c', 'CONTAINER'),
      note('Let that init container sign in with WorkloadIdentityCredential of its SDK: its variables and its token are there from the start.'),
    ],
  },
  {
    name: 'proxy-egress-timeout',
    title: 'The proxy cannot reach Entra from the pod',
    why:
      'The application asks the proxy, and the proxy asks Entra. A firewall, a network policy or a mesh that keeps the pod from Entra lets the request of the application time out, with no word of Entra in its log. ' +
      'The exchange of the doctor goes out from this machine, so it says nothing of the way that the pod has.',
    look: [
      kubectl('see what the proxy says', 'logs', 'POD', '-n', 'NAMESPACE', '-c', 'azwi-proxy'),
      kubectl('see which policies stand between', 'get', 'networkpolicies', '-n', 'NAMESPACE'),
      note('Let the pod reach login.microsoftonline.com:443, or the authority of its cloud, and keep the mesh from taking requests to 169.254.169.254.'),
    ],
  },
  {
    name: 'proxy-mi-res-id',
    title: 'The application asks the proxy for an identity by its resource id',
    why:
      'Of a request for a token the proxy reads client_id and resource. One that names its identity by object_id or mi_res_id, as the metadata service of a node allows, gets a token of AZURE_CLIENT_ID: without an error, for another identity than it asked for. ' +
      'What an application asks for stands in its configuration or its code.',
    look: [
      note('Look into the configuration of the application for a resource id (/subscriptions/…/userAssignedIdentities/…) or an object id, and name the client id instead.'),
      kubectl('see for which client id the proxy asks', 'logs', 'POD', '-n', 'NAMESPACE', '-c', 'azwi-proxy'),
    ],
  },
];
