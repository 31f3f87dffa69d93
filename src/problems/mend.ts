/** Steps that several problems share. They are data; values enter them through `word`. */
import type { Owner, Target } from '../evidence/subject.ts';
import { az, helm, kubectl, matchesGrammar, note, word, wi, type Step } from './step.ts';

/** `deployment/orders`, as kubectl takes and prints it. */
export function reference({ kind, name }: Pick<Target, 'kind' | 'name'>): string {
  return `${kind}/${word(name, 'dns-name', kind)}`;
}

function inNamespace(namespace: string): readonly [string, string] {
  return ['-n', word(namespace, 'dns-name', 'namespace')];
}

/** How new pods come about: a webhook sees only pods that are being created. */
export function recreatePods(owner: Owner, pods: readonly string[]): readonly Step[] {
  if (owner.standsStill === 'paused') {
    return [kubectl('let it roll again: a paused Deployment cannot be restarted', 'rollout', 'resume', reference(owner), ...inNamespace(owner.namespace)), restart(owner)];
  }
  if (owner.standsStill === 'on-delete') return pods.length === 0 ? [note('Delete its pods: with updateStrategy OnDelete nothing else replaces them.')] : [deletePods(owner, pods)];
  if (owner.standsStill === 'partition') {
    return [restart(owner), note('Then lower spec.updateStrategy.rollingUpdate.partition: pods below it are made from the old template, however often.')];
  }
  switch (owner.kind) {
    case 'deployment':
    case 'statefulset':
    case 'daemonset':
      return [restart(owner)];
    case 'cronjob':
      return [note('The next run of the CronJob makes a new pod.')];
    case 'job':
      return [note('Delete the Job and create it again: its template cannot be changed, and it makes no second pod by itself.')];
    case 'replicaset':
      return [deletePods(owner, pods)];
    case 'pod':
      return [note('Delete the pod and create it again from its own manifest, without what was injected; a pod that a controller made comes back by itself.')];
    case 'secretproviderclass':
      return [note('Make the pods that mount it anew.')];
    case 'serviceaccount':
      return pods.length === 0 ? [note('Make the pods of this account anew.')] : pods.slice(0, 1).map((name) => doctorAgain({ ...owner, kind: 'pod', name }));
  }
}

/** Which identity pod identity v1 has for which label. */
export const seePodIdentities: Step = kubectl(
  'find the row whose SELECTOR is the value of the label; its IDENTITY names another row, and the last part of that one\'s RESOURCE is <identity>',
  'get', 'azureidentitybindings,azureidentities', '-A', '-o', 'custom-columns=NAME:.metadata.name,SELECTOR:.spec.selector,IDENTITY:.spec.azureIdentity,RESOURCE:.spec.resourceID',
);

/** A controller that was refused waits longer each time, up to 1000 seconds. */
export const refusedAgain: Step = note('Pods that were refused are tried again by themselves, after a quarter of an hour at the latest; kubectl rollout restart of the workload tries at once.');

function restart(owner: Target): Step {
  return kubectl('make new pods', 'rollout', 'restart', reference(owner), ...inNamespace(owner.namespace));
}

function deletePods({ namespace }: Target, pods: readonly string[]): Step {
  return kubectl('make new pods', 'delete', 'pod', ...pods.map((pod) => word(pod, 'dns-name', 'pod')), ...inNamespace(namespace));
}

/** Takes away what asks for the proxy; the pods are made anew by it where a controller does that. */
export function withoutProxy(owner: Owner, title = 'take the annotation away; new pods follow'): readonly Step[] {
  const annotations = { 'azure.workload.identity/inject-proxy-sidecar': null };
  const template = { template: { metadata: { annotations } } };
  switch (owner.kind) {
    case 'deployment':
    case 'statefulset':
    case 'daemonset':
      return [patch(owner, { spec: template }, title), ...(owner.standsStill === undefined ? [] : recreatePods(owner, []))];
    case 'cronjob':
      return [patch(owner, { spec: { jobTemplate: { spec: template } } }, title)];
    default:
      return [note('Take the annotation azure.workload.identity/inject-proxy-sidecar out of the manifest, whatever its value, and make the pods anew.')];
  }
}

/** Puts the label where the webhook looks for it: on the pods, by their template. */
export function labelTemplate(owner: Owner): readonly Step[] {
  const label = { 'azure.workload.identity/use': 'true' };
  const template = { template: { metadata: { labels: label } } };
  switch (owner.kind) {
    case 'deployment':
    case 'statefulset':
    case 'daemonset':
      return [patch(owner, { spec: template }), ...(owner.standsStill === undefined ? [] : recreatePods(owner, []))];
    case 'replicaset':
      return [patch(owner, { spec: template }), note('Then delete its pods: a ReplicaSet does not replace them by itself.')];
    case 'cronjob':
      return [patch(owner, { spec: { jobTemplate: { spec: template } } })];
    case 'job':
      return [note('Add the label to the template in the manifest, delete the Job and create it again: a Job\'s template cannot be changed.')];
    case 'pod':
      return [note('Add the label azure.workload.identity/use: "true" to the pod\'s manifest, or to the template of the controller that made it; then delete the pod.')];
    case 'secretproviderclass':
    case 'serviceaccount':
      return [note('Add the label azure.workload.identity/use: "true" to the template of what makes these pods; looking at one of them (pod/NAME) prints the command.')];
  }
}

function patch(owner: Target, body: Readonly<Record<string, unknown>>, title = 'label the template; new pods follow'): Step {
  return kubectl(title, 'patch', reference(owner), ...inNamespace(owner.namespace), '--type', 'merge', '-p', JSON.stringify(body));
}

/** Has the pods use another service account, by their template. */
export function useAccount(owner: Target, title: string, account: string | undefined): Step {
  const spec = { serviceAccountName: word(account, 'dns-name', 'service-account') };
  if (!['deployment', 'statefulset', 'daemonset', 'cronjob'].includes(owner.kind)) return note(`Set spec.serviceAccountName in the manifest to ${spec.serviceAccountName}, and make the pods anew.`);
  const body = owner.kind === 'cronjob' ? { spec: { jobTemplate: { spec: { template: { spec } } } } } : { spec: { template: { spec } } };
  return kubectl(title, 'patch', reference(owner), ...inNamespace(owner.namespace), '--type', 'merge', '-p', JSON.stringify(body));
}

export interface AccountRef {
  readonly namespace: string;
  readonly name: string;
}

export function annotateClientId(account: AccountRef, clientId: string | undefined): Step {
  return kubectl(
    'name the identity on the service account',
    'annotate',
    `serviceaccount/${word(account.name, 'dns-name', 'service-account')}`,
    ...inNamespace(account.namespace),
    `azure.workload.identity/client-id=${word(clientId, 'guid', 'client-id')}`,
    '--overwrite',
  );
}

export function annotateTenantId(account: AccountRef, tenantId: string | undefined, title = "name the identity's tenant on the service account"): Step {
  return kubectl(
    title,
    'annotate',
    `serviceaccount/${word(account.name, 'dns-name', 'service-account')}`,
    ...inNamespace(account.namespace),
    `azure.workload.identity/tenant-id=${word(tenantId, 'guid', 'tenant-id')}`,
    '--overwrite',
  );
}

/** Corrects a client id where it comes from: a variable that the template sets wins over the account's annotation. */
export function correctClientId(account: AccountRef, owner: Target, clientId: string | undefined, container: string | undefined): readonly Step[] {
  if (container === undefined) return [annotateClientId(account, clientId), ...recreatePods(owner, [])];
  return [correctVariable(owner, container, 'AZURE_CLIENT_ID', word(clientId, 'guid', 'client-id'))];
}

/** Corrects a variable that the template sets itself, which the webhook leaves alone. */
export function correctVariable(owner: Target, container: string, variable: string, value: string): Step {
  const name = word(container, 'dns-name', 'container');
  if (!['deployment', 'statefulset', 'daemonset', 'cronjob'].includes(owner.kind)) return note(`Correct ${variable} of container ${name} in the manifest: ${value}. Then make the pod anew.`);
  return kubectl('correct the variable in the template; new pods follow', 'set', 'env', reference(owner), ...inNamespace(owner.namespace), '-c', name, `${variable}=${value}`);
}

/** The identity that a credential belongs to, as far as it could be read. */
export interface IdentityRef {
  readonly clientId: string;
  readonly kind?: 'user-assigned' | 'system-assigned' | 'application';
  readonly name?: string;
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
  /** It has as many credentials as it can have. */
  readonly full?: true;
}

/** What the webhook asks for, and bind, unless told otherwise. */
export const usualAudience = 'api://AzureADTokenExchange';

/** What the token presents, and what a credential must repeat byte for byte. */
export interface Presented {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** `id-orders`, else `the identity 5f0c…`: how texts call it. */
export function called({ name, clientId }: Pick<IdentityRef, 'name' | 'clientId'>): string {
  return name ?? `identity ${clientId}`;
}

function managedIdentityFlags({ name, resourceGroup, subscriptionId }: IdentityRef): readonly string[] {
  return [
    '-g',
    word(resourceGroup, 'resource-name', 'resource-group'),
    '--identity-name',
    word(name, 'resource-name', 'identity'),
    ...(subscriptionId === undefined ? [] : ['--subscription', word(subscriptionId, 'guid', 'subscription')]),
  ];
}

function resourceFlags({ name, resourceGroup, subscriptionId }: IdentityRef): readonly string[] {
  return ['-g', word(resourceGroup, 'resource-name', 'resource-group'), '-n', word(name, 'resource-name', 'identity'), ...(subscriptionId === undefined ? [] : ['--subscription', word(subscriptionId, 'guid', 'subscription')])];
}

export function createIdentity(identity: IdentityRef, location: string): readonly Step[] {
  return [az('create the identity', 'identity', 'create', ...resourceFlags(identity), '-l', word(location, 'location', 'location'))];
}

export function deleteIdentity(identity: IdentityRef): Step {
  return az('delete the identity, if nothing uses it', 'identity', 'delete', ...resourceFlags(identity));
}

export function createServicePrincipal({ clientId }: IdentityRef): Step {
  return az('create its service principal', 'ad', 'sp', 'create', '--id', word(clientId, 'guid', 'client-id'));
}

export function enableServicePrincipal({ clientId }: IdentityRef): Step {
  return az('enable it, if it was not disabled on purpose', 'ad', 'sp', 'update', '--id', word(clientId, 'guid', 'client-id'), '--set', 'accountEnabled=true');
}

export function createGroup(name: string, location: string | null, subscriptionId: string | null): Step {
  const subscription = subscriptionId === null ? [] : ['--subscription', word(subscriptionId, 'guid', 'subscription')];
  return az('create the resource group', 'group', 'create', '-n', word(name, 'resource-name', 'resource-group'), '-l', word(location ?? undefined, 'location', 'location'), ...subscription);
}

/** Finds the identity where it could not be read, so that the placeholders of the next command can be filled in. */
function findIdentity({ kind, name, clientId }: IdentityRef): readonly Step[] {
  if (kind === 'application' || name !== undefined) return [];
  const query = `[?clientId=='${word(clientId, 'guid', 'client-id')}'].{name:name,resourceGroup:resourceGroup}`;
  return [az('find the managed identity', 'identity', 'list', '--query', query, '-o', 'table')];
}

/** A new credential for exactly what the token presents; one that may serve somebody else stays as it is. */
export function createCredential(identity: IdentityRef, presented: Presented, ownName?: string): readonly Step[] {
  const issuer = word(presented.issuer, 'https-url', 'issuer');
  const subject = word(presented.subject, 'subject', 'subject');
  const audience = word(presented.audience, 'audience', 'audience');
  const name = ownName === undefined ? credentialName(presented) : word(ownName, 'credential-name', 'new-credential');
  const room = identity.full === true ? makeRoom(identity) : findIdentity(identity);
  if (identity.kind === 'application') {
    const parameters = JSON.stringify({ name, issuer, subject, audiences: [audience] });
    return [
      ...room,
      az('create the credential', 'ad', 'app', 'federated-credential', 'create', '--id', word(identity.clientId, 'guid', 'client-id'), '--parameters', parameters),
    ];
  }
  return [
    ...room,
    az('create the credential', 'identity', 'federated-credential', 'create', ...managedIdentityFlags(identity), '--name', name, '--issuer', issuer, '--subject', subject, '--audiences', audience),
  ];
}

/** The same for every account of the cluster whose identity trusts that issuer for it. */
export function rebindAll({ kind, full }: IdentityRef, formerIssuer: string): readonly Step[] {
  if (kind !== 'user-assigned' || full === true) return [];
  return [wi('or for every service account of the cluster that was bound so', 'rebind', '-A', '--from-issuer', word(formerIssuer, 'https-url', 'former-issuer'))];
}

/** An identity that has all the credentials it can have is refused another. */
function makeRoom(identity: IdentityRef): readonly Step[] {
  const unused = word(undefined, 'resource-name', 'unused-credential');
  const label = 'delete one that nothing uses: there is no room for another';
  if (identity.kind === 'application') {
    return [...listCredentials(identity), az(label, 'ad', 'app', 'federated-credential', 'delete', '--id', word(identity.clientId, 'guid', 'client-id'), '--federated-credential-id', unused)];
  }
  return [...listCredentials(identity), deleteCredential(label, identity, undefined)];
}

/** Deletes a credential of a managed identity. */
export function deleteCredential(title: string, identity: IdentityRef, name: string | undefined): Step {
  return az(title, 'identity', 'federated-credential', 'delete', ...managedIdentityFlags(identity), '--name', word(name, 'resource-name', 'unused-credential'));
}

/** Changes a credential whose present value can match no token at all. */
export function updateCredential(identity: IdentityRef, credential: string | undefined, presented: Presented): readonly Step[] {
  const issuer = word(presented.issuer, 'https-url', 'issuer');
  const subject = word(presented.subject, 'subject', 'subject');
  const audience = word(presented.audience, 'audience', 'audience');
  const name = word(credential, 'resource-name', 'credential');
  if (identity.kind === 'application') {
    const parameters = JSON.stringify({ issuer, subject, audiences: [audience] });
    return [
      az('correct the credential', 'ad', 'app', 'federated-credential', 'update', '--id', word(identity.clientId, 'guid', 'client-id'), '--federated-credential-id', name, '--parameters', parameters),
    ];
  }
  return [
    ...findIdentity(identity),
    az('correct the credential', 'identity', 'federated-credential', 'update', ...managedIdentityFlags(identity), '--name', name, '--issuer', issuer, '--subject', subject, '--audiences', audience),
  ];
}

/** Shows the credentials, for whoever may read them. */
export function listCredentials(identity: IdentityRef): readonly Step[] {
  if (identity.kind === 'application') {
    return [az('list its credentials', 'ad', 'app', 'federated-credential', 'list', '--id', word(identity.clientId, 'guid', 'client-id'), '-o', 'table')];
  }
  return [...findIdentity(identity), az('list its credentials', 'identity', 'federated-credential', 'list', ...managedIdentityFlags(identity), '-o', 'table')];
}

/** Credentials that an identity or application can have. */
export const mostCredentials = 20;

/** A name of its own for each issuer and subject: `create` overwrites a credential of the same name without a word. */
export function credentialName({ issuer, subject }: Presented): string {
  if (!matchesGrammar(issuer, 'https-url') || !matchesGrammar(subject, 'subject')) return '<new-credential>';
  const [, , namespace = '', name = ''] = subject.split(':');
  return `${`${namespace}-${name}`.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 111)}-${markOf(JSON.stringify([issuer, subject]))}`;
}

/** FNV-1a in eight digits: tells names apart, and protects nothing. */
function markOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** The narrowest role that reads secrets, on the vault. */
export function assignRole(principalId: string | undefined, vaultId: string | undefined, role = 'Key Vault Secrets User'): readonly Step[] {
  return [
    az(
      'give it the role',
      'role',
      'assignment',
      'create',
      '--role',
      role,
      '--assignee-object-id',
      word(principalId, 'guid', 'principal-id'),
      '--assignee-principal-type',
      'ServicePrincipal',
      '--scope',
      word(vaultId, 'resource-id', 'vault-resource-id'),
    ),
  ];
}

/** Runs the doctor again on the same target. */
export function doctorAgain(target: Target, ...more: readonly string[]): Step {
  return wi('look again', 'doctor', reference(target), ...inNamespace(target.namespace), ...more);
}

/** "2 of 3 pods". */
export function podCount(pods: readonly string[]): string {
  return pods.length === 1 ? `pod ${pods[0] ?? ''}` : `${pods.length} pods`;
}

/** Commands that the Azure CLI lacks without an extension: at a prompt it offers to install that, elsewhere it fails. */
export function addExtension(title: string, name: 'aks-preview' | 'connectedk8s'): Step {
  return az(title, 'extension', 'add', '--upgrade', '--name', name);
}

/** `az aks identity-binding` came into the Azure CLI itself with 2.89.0. */
export function identityBindingCommands(): Step {
  return addExtension('with az before 2.89: have the commands for identity bindings', 'aks-preview');
}

/** Driver and provider of secrets stores, as AKS brings them. */
export function enableAddOn(title: string): Step {
  return az(title, 'aks', 'enable-addons', '-a', 'azure-keyvault-secrets-provider', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'));
}

/** The same where there is no AKS. */
export function installByHelm(title = 'elsewhere: install driver and provider'): Step {
  return helm(title, 'upgrade', '--install', 'csi', 'csi-secrets-store-provider-azure', '--repo', 'https://azure.github.io/secrets-store-csi-driver-provider-azure/charts', '-n', 'kube-system');
}

/** Where the chart of the webhook puts it, unless told otherwise. */
export const webhookNamespace = 'azure-workload-identity-system';

/** Its pods follow one after the other, so that some of them serve all the time. */
export function restartWebhook(title: string, namespace: string | undefined): Step {
  return kubectl(title, 'rollout', 'restart', 'deployment/azure-wi-webhook-controller-manager', '-n', word(namespace, 'dns-name', 'webhook-namespace'));
}

/** Sets a value of the webhook's chart and leaves its version: a newer one mounts the token elsewhere, and would change every new pod. */
export function setOnWebhook(title: string, value: string, namespace = webhookNamespace): Step {
  const place = ['--version', word(undefined, 'label-value', 'its-present-version'), '-n', word(namespace, 'dns-name', 'webhook-namespace')];
  return helm(`${title} (helm list -n ${word(namespace, 'dns-name', 'webhook-namespace')} shows its version)`, 'upgrade', 'workload-identity-webhook', 'workload-identity-webhook', '--repo', 'https://azure.github.io/azure-workload-identity/charts', ...place, '--reuse-values', '--set', value);
}
