/** What the pages of src/problems/access say beyond the doctor. */
import { az, kubectl } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { manual, seen, unverified } from './source.ts';

const server = (title: string) => kubectl(title, 'config', 'view', '--minify', '-o', 'jsonpath={.clusters[*].cluster.server}');

export const accessBackgrounds: Backgrounds = {
  'kube-unreachable': {
    sign: 'Every command of kubectl hangs and then gives up too; where the name of the server does not resolve, it fails at once.',
    texts: [
      { where: 'kubectl', text: 'Unable to connect to the server: dial tcp …: i/o timeout' },
      { where: 'kubectl', text: 'Unable to connect to the server: dial tcp: lookup … on …: no such host' },
    ],
    look: [
      server('the address is not of the cluster that is meant; a private cluster has privatelink in it'),
      kubectl('it fails too', 'version'),
      az('the cluster is private, or lets in only some addresses', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'apiServerAccessProfile'),
    ],
    healing: 'At once, as soon as the API server is reached; nothing in the cluster must be made anew.',
    sources: [seen('kubectl 1.36.3 with a name that does not resolve'), unverified, manual('aks', 'api-server-authorized-ip-ranges'), manual('aks', 'private-clusters')],
  },
  'kube-auth-expired': {
    sign: 'Every command of kubectl is refused as well, often after hours or days in which it worked; the pods of the cluster are not concerned.',
    texts: [{ where: 'kubectl', text: 'error: You must be logged in to the server (Unauthorized)' }],
    look: [
      kubectl('it is refused too', 'get', 'namespaces'),
      kubectl('with kubelogin here, the sign-in of az or of kubelogin has ended', 'config', 'view', '--minify', '-o', 'jsonpath={.users[*].user.exec.command}'),
      az('it asks for a new sign-in, or the time is over', 'account', 'get-access-token', '--query', 'expiresOn', '-o', 'tsv'),
    ],
    healing: 'At once with the new sign-in; nothing in the cluster must be made anew.',
    sources: [seen('kubectl 1.36.3 with a token that is not accepted'), manual('aks', 'kubelogin-authentication')],
  },
  'doctor-rbac-partial': {
    sign: 'Some links of the report are undecided, and it names what it was not allowed to look at; kubectl is refused there too.',
    texts: [{ where: 'kubectl', text: 'Error from server (Forbidden): … is forbidden: User "…" cannot list resource "…" in API group "…" at the cluster scope' }],
    look: [kubectl('it says no', 'auth', 'can-i', 'list', 'mutatingwebhookconfigurations.admissionregistration.k8s.io'), kubectl('all that you may in the namespace', 'auth', 'can-i', '--list', '-n', 'shop')],
    healing: 'At once, as soon as the role is bound; run the doctor again. The workload itself is not concerned.',
    sources: [seen('a user without the right, on a real API server 1.36.3'), manual('kubernetes', 'reference/access-authn-authz/rbac')],
  },
  'doctor-no-tokenrequest': {
    sign: 'The links from the exchange on are undecided, and the report says that no token of the service account could be had.',
    texts: [{ where: 'kubectl', text: 'error: failed to create token: serviceaccounts "…" is forbidden: User "…" cannot create resource "serviceaccounts/token" in API group "" in the namespace "…"' }],
    look: [kubectl('it says no', 'auth', 'can-i', 'create', 'serviceaccounts/orders', '--subresource=token', '-n', 'shop')],
    healing: 'At once, as soon as the role is bound; run the doctor again. The workload itself is not concerned.',
    sources: [seen('a user without the right, on a real API server 1.36.3'), manual('kubernetes', 'reference/access-authn-authz/rbac')],
  },
};
