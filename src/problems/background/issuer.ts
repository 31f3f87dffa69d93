/** What the pages of src/problems/issuer say beyond the doctor. */
import { addExtension } from '../mend.ts';
import { az, kubectl, note, type Step } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { issuerDocument } from './shop.ts';
import { derived, federation, issuerOfAks, manual, thread } from './source.ts';

const troubleshooting = manual('webhook', 'troubleshooting');
const rotation = manual('webhook', 'topics/self-managed-clusters/service-account-key-rotation');
const configurations = manual('webhook', 'installation/self-managed-clusters/configurations');

const keysAreKept = 'Entra may go by the set of keys that it read before for half an hour and more. The pods stay.';
const newIssuer = 'The API server must restart, and the pods must be made anew for a token of the new issuer. The credential for it is in effect after some seconds to minutes.';

function ownKeys(title: string): Step {
  return kubectl(title, 'get', '--raw', '/openid/v1/jwks');
}

export const issuerBackgrounds: Backgrounds = {
  'issuer-unreachable': {
    sign: 'No workload of the cluster can sign in, with any identity, and Entra says that a request to an endpoint failed.',
    texts: [{ where: 'application', text: 'Request to External OIDC endpoint failed.' }],
    look: [
      issuerDocument('the address of the issuer, and of its keys'),
      note('Opened from outside, without signing in, that issuer with .well-known/openid-configuration behind it gives no document: a private address, a firewall of the storage account, an expired certificate, 403 or 404'),
    ],
    healing: 'Once both documents can be read from the internet, Entra can check tokens; the pods stay.',
    sources: [troubleshooting, thread('azure-workload-identity', 642), thread('azure-workload-identity', 605), thread('azure-workload-identity', 1130), thread('aks', 4029)],
  },
  'jwks-missing-kid': {
    sign: 'Since the signing key was rotated no workload of the cluster can sign in; with several API servers some tokens may be taken and some not.',
    texts: [{ where: 'application', text: "The certificate with identifier used to sign the federated credential could not be found in the metadata of identity provider '…'." }],
    look: [
      ownKeys('the kid of the keys that the cluster has'),
      note('The published key set (jwks_uri of the discovery document) lacks one of them'),
    ],
    healing: keysAreKept,
    sources: [thread('azure-workload-identity', 1232), rotation],
  },
  'jwks-entra-cache': {
    sign: 'A key was rotated within the last hour, the published keys are right, and Entra does not know the key.',
    look: [
      ownKeys('the kid of the key that signs'),
      note('The published key set (jwks_uri of the discovery document) has it'),
    ],
    healing: 'It heals by itself, mostly within half an hour. Where it can, let the API server sign with the old key until then.',
    sources: [rotation, thread('azure-workload-identity', 1232)],
  },
  'jwks-key-mismatch': {
    sign: 'Entra finds the key and says that the signature is wrong, most often after the cluster was set up anew or its keys were restored.',
    look: [
      ownKeys('the modulus n of the key of that kid'),
      note('In the published key set (jwks_uri of the discovery document) the same kid has another n'),
    ],
    healing: keysAreKept,
    sources: [derived, rotation],
  },
  'issuer-doc-mismatch': {
    sign: 'The documents are public and have the right keys, and still no workload of the cluster can sign in.',
    look: [
      issuerDocument('the issuer that tokens name'),
      note('The published document (that issuer with .well-known/openid-configuration behind it) has another value in "issuer": a slash more or less, another host, an internal name'),
    ],
    healing: 'Entra reads the document again within the time that it keeps it; wait half an hour before you look further. The pods stay.',
    sources: [manual('webhook', 'installation/self-managed-clusters/oidc-issuer/discovery-document'), derived],
  },
  'issuer-disabled': {
    sign: 'No workload of the cluster has ever signed in, and Entra names an issuer within the cluster or at hcp.….azmk8s.io.',
    texts: [
      { where: 'application', text: "Assertion Issuer: 'https://kubernetes.default.svc.cluster.local'" },
    ],
    look: [
      issuerDocument('the issuer is an address of the cluster itself'),
      az('on AKS: the issuer is not enabled', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'oidcIssuerProfile'),
    ],
    healing: `${newIssuer} On AKS the command restarts it, and it cannot be turned off again.`,
    sources: [issuerOfAks, thread('azure-workload-identity', 616)],
  },
  'issuer-jwks-wrong-path': {
    sign: 'The discovery document opens in a browser, and the address of the keys in it does not.',
    look: [
      issuerDocument('the address of the keys, in jwks_uri'),
      note('The address in jwks_uri of the published document answers 404, or something that is not a key set'),
    ],
    healing: 'Once the key set can be read there, Entra can check tokens; the pods stay.',
    sources: [manual('webhook', 'installation/self-managed-clusters/oidc-issuer/jwks')],
  },
  'jwks-alg-unsupported': {
    sign: 'Everything works within Kubernetes, and no workload of this cluster can sign in to Entra.',
    texts: [{ where: 'application', text: 'Invalid JWT token. Unsupported key for the signing algorithm.' }],
    look: [ownKeys('the key has "kty":"EC" and "alg":"ES256"')],
    healing: 'Publish the new key first and sign with it an hour later, as Entra keeps the old set for half an hour and more. Pods must be made anew for a token that is signed with the new key.',
    sources: [federation, rotation],
  },
  'issuer-arc-apiserver-not-configured': {
    sign: 'Azure Arc shows the issuer as enabled, and Entra names the internal one of the cluster in what it refuses.',
    look: [
      addExtension('have the command for clusters of Arc', 'connectedk8s'),
      az('the issuer that Arc made', 'connectedk8s', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'oidcIssuerProfile.issuerUrl', '-o', 'tsv'),
      issuerDocument('the issuer of the API server is another one'),
    ],
    healing: newIssuer,
    sources: [manual('azure', 'azure/azure-arc/kubernetes/workload-identity'), derived],
  },
  'issuer-not-https': {
    sign: 'On a cluster of one’s own no workload has ever signed in, though a credential with the issuer could be made.',
    look: [issuerDocument('the issuer does not begin with https://, or is an IP address within the network')],
    healing: newIssuer,
    sources: [configurations],
  },
  'issuer-aks-needs-reconcile': {
    sign: 'No workload of an AKS cluster can sign in, with any identity, though nothing in the cluster was changed, or it is new.',
    look: [
      az('AKS names an issuer', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'oidcIssuerProfile', '-o', 'json'),
      note('That issuer with .well-known/openid-configuration behind it answers 404 in a browser'),
    ],
    healing: 'An update of the cluster publishes it; where it still answers 404 half an hour later, only the support of Azure can. The pods stay.',
    sources: [troubleshooting, thread('azure-workload-identity', 955)],
  },
};
