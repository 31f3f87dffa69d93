/** What the pages of src/problems/service-account say beyond the doctor. */
import { az, kubectl } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { accountAnnotations, accountClientId, events, noClientId, podsEnv, template } from './shop.ts';
import { annotationsManual, derived, manual, seen, source, thread, webhookSource } from './source.ts';

const withRestart = 'In effect in every pod that is made after the restart: the webhook reads the service account when a pod is made.';

export const serviceAccountBackgrounds: Backgrounds = {
  'sa-client-id-missing': {
    sign: 'The token file is there, and the SDK says that it has no client id; with the id passed in code the same pod signs in.',
    texts: noClientId,
    look: [
      accountClientId('the answer is empty'),
      podsEnv('the pods have the token file, and no client id', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'),
    ],
    healing: withRestart,
    sources: [webhookSource, annotationsManual, thread('azure-workload-identity', 661), thread('azure-workload-identity', 1249)],
  },
  'sa-client-id-not-guid': {
    sign: 'Entra answers, and repeats in its text a name, a path or a placeholder where an id is due.',
    texts: [{ where: 'azure', text: "Application with identifier '/subscriptions/…' was not found in the directory" }],
    look: [accountClientId('the value is a resource id, a name, or a placeholder that nobody filled in')],
    healing: withRestart,
    sources: [webhookSource, thread('MicrosoftDocs/azure-docs', 108526)],
  },
  'webhook-sa-not-found': {
    sign: 'The workload makes no new pods; those that run go on until their token ends.',
    texts: [{ where: 'kubectl', text: 'is forbidden: error looking up service account …: serviceaccount "…" not found' }],
    look: [
      events('the ReplicaSet says "error looking up service account"', 'FailedCreate'),
      kubectl('the account is not in the list', 'get', 'serviceaccounts', '-n', 'shop'),
      template('the template names it', 'spec.serviceAccountName'),
    ],
    healing: 'The ReplicaSet tries again by itself, at the latest after a quarter of an hour. Pods that are made before the annotation is there must be made anew.',
    sources: [seen('the API server refuses the pod before any webhook is asked')],
  },
  'sa-annotation-typo': {
    sign: 'The service account seems to be annotated, and the pods get a token file and no client id.',
    texts: noClientId,
    look: [
      accountAnnotations('a key is nearly azure.workload.identity/client-id, for example with an underscore'),
      accountClientId('the right key has no value'),
    ],
    healing: withRestart,
    sources: [webhookSource, thread('azure-workload-identity', 1026)],
  },
  'sa-client-id-whitespace': {
    sign: 'Entra does not know an id that looks right; in its text the closing quote is on the next line, or away from the id.',
    look: [
      accountAnnotations('the value in quotes has \\n, \\r, a blank or something invisible'),
      podsEnv('the pods have got it as it is', 'AZURE_CLIENT_ID'),
    ],
    healing: withRestart,
    sources: [webhookSource, seen('the provider of the secrets store driver trims clientID; the webhook does not')],
  },
  'sa-client-id-is-object-id': {
    sign: 'Entra finds no application with a GUID that the portal does show, on the page of the identity.',
    texts: [{ where: 'azure', text: "Application with identifier '…' was not found in the directory" }],
    look: [
      accountClientId('the service account has this GUID'),
      az('it stands in the column principalId', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,principalId:principalId}', '-o', 'table'),
    ],
    healing: withRestart,
    sources: [derived],
  },
  'sa-tenant-empty': {
    sign: 'Only pods of this service account lack a tenant; those of another account in the same cluster have it.',
    texts: [{ where: 'application', text: 'no tenant ID specified' }],
    look: [
      accountAnnotations('azure.workload.identity/tenant-id is there, with ""'),
      podsEnv('the pods have no tenant', 'AZURE_TENANT_ID'),
    ],
    healing: withRestart,
    sources: [webhookSource, annotationsManual],
  },
  'sa-tenant-wrong': {
    sign: 'Entra does not know the tenant, or does not know the identity in a tenant that is not yours; pods of other accounts sign in.',
    texts: [
      { where: 'azure', text: "AADSTS90002: Tenant '…' not found" },
      { where: 'azure', text: "Application with identifier '…' was not found in the directory '…'" },
    ],
    look: [
      accountAnnotations('azure.workload.identity/tenant-id names another tenant'),
      az('the identity is in this one', 'identity', 'show', '-g', 'rg-shop', '-n', 'id-orders', '--query', 'tenantId', '-o', 'tsv'),
    ],
    healing: withRestart,
    sources: [manual('aks', 'workload-identity-cross-tenant'), thread('kubernetes-sigs/external-dns', 4418)],
  },
  'proxy-no-client-id': {
    sign: 'Code that asks the metadata service worked with the one identity of the node, and gets HTTP 400 since the proxy is in the pod.',
    texts: [{ where: 'proxy', text: 'The client_id parameter or AZURE_CLIENT_ID environment variable must be set' }],
    look: [
      template('the template asks for the proxy: annotation inject-proxy-sidecar', 'metadata.annotations'),
      accountClientId('the service account names no client id'),
      kubectl('the proxy says so', 'logs', 'deployment/orders', '-n', 'shop', '-c', 'azwi-proxy', '--tail=50'),
    ],
    healing: withRestart,
    sources: [source('azure-workload-identity', 'pkg/proxy/proxy.go')],
  },
  'sa-client-id-kubelet': {
    sign: 'Entra refuses the token, or takes it and the application may do what the nodes may: pull images, and not read the vault.',
    look: [
      accountClientId('the service account has this client id'),
      az('it is that of an identity in a resource group MC_…', 'identity', 'list', '--query', '[].{name:name,resourceGroup:resourceGroup,clientId:clientId}', '-o', 'table'),
      az('or it is that of the kubelet', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'identityProfile.kubeletidentity.clientId', '-o', 'tsv'),
    ],
    healing: `${withRestart} An identity of its own needs a federated credential and roles; a new role takes up to ten minutes.`,
    sources: [derived],
  },
  'sa-annotation-reverted': {
    sign: 'It works now; after a synchronisation or an upgrade the annotation is gone, and pods that are made then have no client id.',
    look: [
      kubectl('the account is kept from Git or by a chart: a label or annotation of Flux, Argo CD or Helm', 'get', 'serviceaccount/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.labels}{"\\n"}{.metadata.annotations}'),
      kubectl('kubectl has written into it', 'get', 'serviceaccount/orders', '-n', 'shop', '-o', 'jsonpath={range .metadata.managedFields[*]}{.manager}{" "}{.time}{"\\n"}{end}', '--show-managed-fields'),
    ],
    healing: 'The commit is in effect at the next synchronisation; pods that have the right client id already need no restart.',
    sources: [derived],
  },
  'sa-annotation-as-label': {
    sign: 'The manifest of the account has the right key and the right id, and the pods get no client id.',
    texts: noClientId,
    look: [
      kubectl('the client id is among the labels', 'get', 'serviceaccount/orders', '-n', 'shop', '--show-labels'),
      accountClientId('the annotation has no value'),
    ],
    healing: withRestart,
    sources: [webhookSource, derived],
  },
  'sa-annotation-wrong-object': {
    sign: 'The client id is in the manifests, and the pods get a token file and no client id.',
    texts: noClientId,
    look: [
      accountClientId('the service account has none'),
      kubectl('the workload or its template has it', 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.annotations}{"\\n"}{.spec.template.metadata.annotations}'),
    ],
    healing: withRestart,
    sources: [webhookSource, thread('azure-workload-identity', 1357)],
  },
};
