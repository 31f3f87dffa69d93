/** What the pages of src/problems/key-vault say beyond the doctor. */
import { listPerimeters } from '../key-vault/kv-nsp.ts';
import { az, kubectl, note, type Step } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { templateEnv } from './shop.ts';
import { derived, manual, source, thread, unverified } from './source.ts';

const vaultId = '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop';
const principalId = '66666666-6666-4666-8666-666666666666';

const roleHealing = 'Some minutes after the assignment, ten at most. The application is let in at its next try; waiting pods of the secrets store driver mount within two minutes after that.';
const policyHealing = 'Within some minutes. The application is let in at its next try; waiting pods of the secrets store driver mount within two minutes after that.';
const ruleHealing = 'Within some minutes. No pod is to be made anew: the next try of the application goes through.';
const addressHealing = 'With the first pod that is made from the corrected template.';
const nextRead = 'At the next read. An application that reads the secret only at its start needs new pods; files of the secrets store driver follow at its next rotation.';

const byRbac = [
  { where: 'azure', text: '…"innererror":{"code":"ForbiddenByRbac"}…' },
  { where: 'azure', text: 'Caller is not authorized to perform action on resource.' },
  { where: 'azure', text: "DecisionReason: 'DeniedWithNoValidRBAC'" },
] as const;
const byPolicy = [
  { where: 'azure', text: "The user, group or application 'appid=…;oid=…;numgroups=…;iss=…' does not have secrets get permission on key vault '…;location=…'." },
] as const;
const notPrivate = [
  { where: 'azure', text: 'Public network access is disabled and request is not from a trusted service nor via an approved private link.' },
  { where: 'azure', text: "Connection is not an approved private link and caller was ignored because bypass is not set to 'AzureServices' and PublicNetworkAccess is set to 'Disabled'." },
] as const;

function vault(title: string, query: string, output = 'tsv'): Step {
  return az(title, 'keyvault', 'show', '-n', 'kv-shop', '-g', 'rg-shop', '--query', query, '-o', output);
}

/** The column of conditions, which a table leaves out where there is none, is asked for by `conditions`. */
function roles(title: string, query = '[].{role:roleDefinitionName,scope:scope}', output = 'table'): Step {
  return az(title, 'role', 'assignment', 'list', '--assignee', principalId, '--scope', vaultId, '--include-inherited', '--query', query, '-o', output);
}

function policy(title: string, query: string): Step {
  return vault(title, `properties.accessPolicies[?objectId=='${principalId}'].${query}`, 'json');
}

const model = {
  rbac: vault('true: the vault goes by roles', 'properties.enableRbacAuthorization'),
  policies: vault('not true: the vault goes by access policies', 'properties.enableRbacAuthorization'),
};

const named = templateEnv('the vault that the template names', 'KEYVAULT_URL');

/** The image must have nslookup, which the title of the step says. */
function resolved(title: string): Step {
  return kubectl(title, 'exec', 'deployment/orders', '-n', 'shop', '-c', 'app', '--', 'nslookup', 'kv-shop.vault.azure.net');
}

export const keyVaultBackgrounds: Backgrounds = {
  'kv-rbac-missing': {
    sign: 'The application signs in, and the vault answers 403 ForbiddenByRbac to every secret.',
    texts: byRbac,
    look: [
      model.rbac,
      roles('no role here lets one read secrets: no line, or one for a secret or vault that is another'),
      az('the oid of the refusal is the principal id of the identity (else the application signs in as somebody else)', 'identity', 'show', '-n', 'id-orders', '-g', 'rg-shop', '--query', 'principalId', '-o', 'tsv'),
    ],
    healing: roleHealing,
    sources: [manual('key-vault', 'general/rbac-guide'), manual('key-vault', 'general/howto-abac-conditions-cli')],
  },

  'kv-firewall': {
    sign: 'The vault answers 403 with an address in it, and lets callers from other networks in.',
    texts: [
      { where: 'azure', text: '…"innererror":{"code":"ForbiddenByFirewall"}…' },
      { where: 'azure', text: 'Client address is not authorized and caller is not a trusted service.' },
      { where: 'azure', text: 'Client address: … from unknown subnet' },
    ],
    look: [
      vault('Deny: only what is in the rules comes in', 'properties.networkAcls.defaultAction'),
      az('the address of the refusal is not in the rules', 'keyvault', 'network-rule', 'list', '-n', 'kv-shop', '-g', 'rg-shop', '--query', '{addresses:ipRules[].value,subnets:virtualNetworkRules[].id}', '-o', 'json'),
      note('an address like 10.… in the refusal comes from a subnet with the service endpoint Microsoft.KeyVault: then its subnet is missing in the rules, since no private address can be in them'),
    ],
    healing: ruleHealing,
    sources: [manual('key-vault', 'general/common-error-codes'), manual('key-vault', 'general/network-security'), thread('csi-provider', 873), thread('aks', 4622)],
  },

  'kv-secret-not-found': {
    sign: 'The vault answers 404 for one name, while the same identity reads others there.',
    texts: [
      { where: 'azure', text: 'A secret with (name/id) … was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command.' },
    ],
    look: [
      az('the name is not in the list', 'keyvault', 'secret', 'list', '--vault-name', 'kv-shop', '--query', '[].name', '-o', 'tsv'),
      az('or it was deleted: it stands here', 'keyvault', 'secret', 'list-deleted', '--vault-name', 'kv-shop', '--query', '[].{name:name,deleted:deletedDate}', '-o', 'table'),
    ],
    healing: nextRead,
    sources: [manual('key-vault', 'general/rest-error-codes'), manual('key-vault', 'general/key-vault-recovery')],
  },

  'kv-abac-condition': {
    sign: 'The identity has the role for longer than ten minutes and is still refused, often for some secrets only.',
    texts: byRbac,
    look: [
      roles('the condition is not null, and leaves out this secret (a table would hide the column)', '[].{role:roleDefinitionName,created:createdOn,condition:condition}', 'json'),
      az('or it is null, and a deny assignment stands here', 'rest', '--method', 'get', '--url', `${vaultId}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`, '--query', 'value[].{name:properties.denyAssignmentName,of:properties.principals[].id,not:properties.excludePrincipals[].id}'),
    ],
    healing: 'Some minutes after the assignment was changed, ten at most; at the next try of the application.',
    sources: [manual('key-vault', 'general/rbac-abac'), manual('key-vault', 'general/howto-abac-conditions-cli')],
  },

  'kv-access-policy-missing': {
    sign: 'The application signs in, and the vault answers 403 AccessDenied or ForbiddenByPolicy to every secret, often since a deployment of the vault.',
    texts: byPolicy,
    look: [
      model.policies,
      policy('[]: no policy is for the principal id of the identity', 'permissions'),
      vault('a policy may be for the object id of an application instead of its service principal', 'properties.accessPolicies[].objectId'),
    ],
    healing: policyHealing,
    sources: [manual('key-vault', 'general/common-error-codes'), manual('key-vault', 'general/assign-access-policy')],
  },

  'kv-public-disabled': {
    sign: 'The vault answers 403 ForbiddenByConnection: it was reached by its public address.',
    texts: notPrivate,
    look: [
      vault('Disabled', 'properties.publicNetworkAccess'),
      resolved('a public address: the pods do not come by a private endpoint (the image must have nslookup)'),
    ],
    healing: 'When the name resolves to the private address; a resolver keeps the old answer for some minutes.',
    sources: [manual('key-vault', 'general/private-link-diagnostics'), thread('csi-provider', 672), thread('csi-provider', 1226)],
  },

  'kv-secret-disabled': {
    sign: 'One secret is refused with 403, and all others are read by the same identity.',
    texts: [
      { where: 'azure', text: '…"innererror":{"code":"SecretDisabled"}…' },
      { where: 'azure', text: 'Operation get is not allowed on a disabled secret.' },
    ],
    look: [az('the newest version is not enabled', 'keyvault', 'secret', 'list-versions', '--vault-name', 'kv-shop', '-n', 'db-password', '--query', '[].{id:id,enabled:attributes.enabled,created:attributes.created}', '-o', 'table')],
    healing: nextRead,
    sources: [manual('key-vault', 'secrets/javascript-developer-guide-enable-disable-secret')],
  },

  'kv-wrong-tenant': {
    sign: 'Entra gives a token, and the vault answers 401, not 403: it does not know the tenant that issued it.',
    texts: [{ where: 'azure', text: 'AKV10032: Invalid issuer. Expected one of https://sts.windows.net/…/, found https://sts.windows.net/…/.' }],
    look: [
      vault('the tenant of the vault is not that of the identity', 'properties.tenantId'),
      az('the tenant of the identity', 'identity', 'show', '-n', 'id-orders', '-g', 'rg-shop', '--query', 'tenantId', '-o', 'tsv'),
    ],
    healing: 'With pods of an identity of the right tenant. A vault that was put into another tenant has no access left: roles or policies must be given anew.',
    sources: [manual('key-vault', 'general/move-subscription')],
  },

  'kv-foreign-host': {
    sign: 'The application fails at a host that is not under vault.azure.net, by its name, its certificate or an answer that is not that of a vault.',
    look: [named],
    healing: addressHealing,
    sources: [derived],
  },

  'kv-rbac-wrong-role': {
    sign: 'The identity has a role on the vault, the portal shows it, and reading a secret is refused with ForbiddenByRbac.',
    texts: byRbac,
    look: [
      roles('only roles such as Owner, Contributor, Key Vault Contributor or Key Vault Reader'),
      az('such a role has no data action that reads secrets', 'role', 'definition', 'list', '--name', 'Key Vault Reader', '--query', '[].permissions[].dataActions[]', '-o', 'tsv'),
    ],
    healing: roleHealing,
    sources: [manual('key-vault', 'general/rbac-guide')],
  },

  'kv-rbac-wrong-principal': {
    sign: 'The right role is on the vault, and the refusal names another oid than the one it was given to.',
    texts: byRbac,
    look: [
      az('the principal id of the identity', 'identity', 'show', '-n', 'id-orders', '-g', 'rg-shop', '--query', 'principalId', '-o', 'tsv'),
      az('no line has that id: the role was given to another object, such as the client id, which is to be deleted', 'role', 'assignment', 'list', '--scope', vaultId, '--include-inherited', '--query', '[].{role:roleDefinitionName,principal:principalId}', '-o', 'table'),
    ],
    healing: roleHealing,
    sources: [manual('key-vault', 'general/rest-error-codes')],
  },

  'kv-rbac-propagation': {
    sign: 'The role was given a few minutes ago and all is right in the portal; the vault still answers ForbiddenByRbac.',
    texts: byRbac,
    look: [roles('the assignment is there, and younger than ten minutes', '[].{role:roleDefinitionName,created:createdOn}')],
    healing: 'By itself within ten minutes. If it lasts longer, the role is not what is missing.',
    sources: [manual('key-vault', 'general/rbac-guide')],
  },

  'kv-model-mismatch': {
    sign: 'Somebody gave the access, it is seen in the portal, and the vault refuses as if it was not there.',
    texts: [...byRbac.slice(1, 2), ...byPolicy],
    look: [
      model.rbac,
      policy('and the access was given here, in a policy, which does not count', 'permissions.secrets'),
      roles('or the first says false, and the access is a role here, which does not count'),
    ],
    healing: roleHealing,
    sources: [manual('key-vault', 'general/rbac-guide'), manual('key-vault', 'general/rbac-access-policy')],
  },

  'kv-policy-keys-vs-secrets': {
    sign: 'The identity stands in the access policies of the vault, and reading a secret is refused; what it was given is something else.',
    texts: [
      ...byPolicy,
      { where: 'azure', text: '…does not have keys get permission…' },
      { where: 'azure', text: '…does not have certificates get permission…' },
    ],
    look: [policy('get is missing among secrets, whatever stands in keys or certificates', 'permissions')],
    healing: policyHealing,
    sources: [manual('provider', 'configurations/identity-access-modes/workload-identity-mode')],
  },

  'kv-name-wrong': {
    sign: 'The name of the vault is not found in DNS, from the pods and from everywhere else; other vaults are found.',
    texts: [
      { where: 'application', text: 'dial tcp: lookup ….vault.azure.net…: no such host' },
      { where: 'application', text: 'getaddrinfo ENOTFOUND ….vault.azure.net' },
    ],
    look: [
      named,
      note('nslookup kv-shopp.vault.azure.net answers NXDOMAIN on this machine too'),
      az('empty: no deleted vault has this name, so it is misspelt or of another subscription', 'keyvault', 'list-deleted', '--resource-type', 'vault', '--query', "[?name=='kv-shopp'].{name:name,deleted:properties.deletionDate,purge:properties.scheduledPurgeDate}", '-o', 'table'),
    ],
    healing: 'A corrected name: with the first new pod. A recovered vault: at the next try, when its name is in DNS again, which takes some minutes.',
    sources: [manual('key-vault', 'general/common-error-codes'), derived],
  },

  'kv-private-dns-missing': {
    sign: 'The vault has a private endpoint and works from other networks; pods are refused with ForbiddenByConnection or ForbiddenByFirewall, or wait until a timeout.',
    texts: notPrivate,
    look: [
      resolved('a public address; through the private endpoint it would be a private one, by the name kv-shop.privatelink.vaultcore.azure.net (the image must have nslookup)'),
      az('no link is to the network of the cluster', 'network', 'private-dns', 'link', 'vnet', 'list', '-g', '<resource-group>', '-z', 'privatelink.vaultcore.azure.net', '--query', '[].{name:name,network:virtualNetwork.id}', '-o', 'table'),
      az('or the zone has an old address for kv-shop, of an endpoint that is gone', 'network', 'private-dns', 'record-set', 'a', 'list', '-g', '<resource-group>', '-z', 'privatelink.vaultcore.azure.net', '--query', '[].{name:name,addresses:aRecords[].ipv4Address}', '-o', 'json'),
    ],
    healing: 'Within some minutes after the link; a resolver keeps the old answer for as long.',
    sources: [manual('key-vault', 'general/private-link-diagnostics'), manual('key-vault', 'general/private-link-service')],
  },

  'kv-privatelink-name-used': {
    sign: 'The vault is reached, and every client refuses its certificate because of the name.',
    texts: [{ where: 'application', text: 'x509: certificate is valid for *.vault.azure.net, …, not ….privatelink.vaultcore.azure.net' }],
    look: [named],
    healing: addressHealing,
    sources: [thread('external-secrets/external-secrets', 1998)],
  },

  'kv-version-pinned': {
    sign: 'No error of Azure: after a rotation the application goes on with the old value, and what the value opens refuses it.',
    look: [
      named,
      az('the list ends with a newer version than the one that is named', 'keyvault', 'secret', 'list-versions', '--vault-name', 'kv-shop', '-n', 'db-password', '--query', 'sort_by([],&attributes.created)[].{id:id,created:attributes.created}', '-o', 'table'),
    ],
    healing: 'With the first pod that is made without the version. Files of the secrets store driver follow at the next rotation once the class names none.',
    sources: [manual('provider', 'getting-started/usage')],
  },

  'kv-secret-expired': {
    sign: 'The vault gives the secret without an error; what the value opens refuses it.',
    look: [az('expires is past, or the secret is not valid before a later time', 'keyvault', 'secret', 'show', '--vault-name', 'kv-shop', '-n', 'db-password', '--query', 'attributes.{notBefore:notBefore,expires:expires,enabled:enabled}', '-o', 'table')],
    healing: nextRead,
    sources: [manual('key-vault', 'secrets/about-secrets')],
  },

  'kv-key-expired': {
    sign: 'Signing, encrypting or wrapping is refused with 403, while the same key still decrypts, unwraps and verifies.',
    texts: [{ where: 'azure', text: '…"innererror":{"code":"KeyOperationForbidden"}…' }],
    look: [az('expires is past, or the key is not valid before a later time', 'keyvault', 'key', 'show', '--vault-name', 'kv-shop', '-n', 'signing', '--query', 'attributes.{notBefore:notBefore,expires:expires,enabled:enabled}', '-o', 'table')],
    healing: 'With the new version at once, for whoever names no version. Who names one must name the new one.',
    sources: [manual('key-vault', 'keys/about-keys-details')],
  },

  'kv-throttled': {
    sign: 'Reads fail now and then with 429, mostly when many pods start or the secrets store driver renews; later they work.',
    look: [
      az('the requests of each minute; several thousand in ten seconds are too many', 'monitor', 'metrics', 'list', '--resource', vaultId, '--metrics', 'ServiceApiHit', '--interval', '1m', '--aggregation', 'Count', '-o', 'table'),
      kubectl('how many classes of the driver read from it', 'get', 'secretproviderclasses', '-A'),
    ],
    healing: 'By itself within seconds, as soon as less is asked. SDKs try again on their own.',
    sources: [manual('key-vault', 'general/overview-throttling'), manual('key-vault', 'general/rest-error-codes')],
  },

  'kv-wrong-audience': {
    sign: 'Entra gives a token, and the vault answers 401, not 403: the token is for another service.',
    texts: [{ where: 'azure', text: 'AKV10022: Invalid audience. Expected https://vault.azure.net, found: ….' }],
    look: [
      kubectl('the refusal says which audience it found', 'logs', 'deployment/orders', '-n', 'shop', '-c', 'app', '--timestamps'),
      note('the source of the application asks for a scope of its own, e.g. https://management.azure.com/.default'),
    ],
    healing: 'When the application with the other scope is rolled out. Nothing in Azure is to be changed.',
    sources: [manual('key-vault', 'general/authentication-requests-and-responses')],
  },

  'kv-policy-compound-identity': {
    sign: 'A policy for the identity is there with the right permissions, and the vault refuses all the same with a word about on-behalf-of.',
    texts: [{ where: 'azure', text: "…requires the caller 'appid=…;oid=…' to use on-behalf-of (OBO) flow" }],
    look: [policy('applicationId is not null: the policy is for the two together', '{application:applicationId,secrets:permissions.secrets}')],
    healing: policyHealing,
    sources: [manual('key-vault', 'general/assign-access-policy')],
  },

  'kv-cloud-suffix': {
    sign: 'The name of the vault is not found, or the vault answers 401, in a cluster that moved from another cloud or took its template from there.',
    texts: [
      { where: 'application', text: '…: no such host' },
      { where: 'azure', text: 'AKV10022: Invalid audience. Expected …, found: ….' },
    ],
    look: [
      named,
      az('the suffix that vaults have in the cloud of this sign-in', 'cloud', 'show', '--query', 'suffixes.keyvaultDns', '-o', 'tsv'),
    ],
    healing: addressHealing,
    sources: [source('Azure/go-autorest', 'autorest/azure/environments.go'), derived],
  },

  'kv-recreated': {
    sign: 'Everybody lost access to the vault at the same time, and its name is as before.',
    texts: byRbac.slice(0, 2),
    look: [
      vault('made lately', 'systemData.createdAt'),
      roles('no role on the vault is older than that'),
    ],
    healing: roleHealing,
    sources: [manual('key-vault', 'general/key-vault-recovery'), derived],
  },

  'kv-policy-reverts-network': {
    sign: 'The vault was opened and worked; some time later it refuses the same address again, and nobody changed it.',
    texts: [{ where: 'azure', text: 'Client address is not authorized and caller is not a trusted service.' }],
    look: [az('a caller wrote the vault after the last change by hand, again and again: a policy or a pipeline', 'monitor', 'activity-log', 'list', '--resource-id', vaultId, '--offset', '14d', '--query', '[].{time:eventTimestamp,caller:caller,operation:operationName.value}', '-o', 'table')],
    healing: 'An exemption must be there before the vault is opened again; the rule then takes some minutes.',
    sources: [manual('key-vault', 'general/azure-policy'), derived],
  },

  'kv-managed-hsm': {
    sign: 'The name under vault.azure.net is not found, and the portal shows the name as a Managed HSM.',
    texts: [{ where: 'application', text: '…: no such host' }],
    look: [az('the host of the HSM', 'keyvault', 'show', '--hsm-name', 'hsm-shop', '--query', 'properties.hsmUri', '-o', 'tsv')],
    healing: 'With the first pod that has the right address; a role of the HSM takes some minutes.',
    sources: [unverified],
  },

  'kv-private-endpoint-pending': {
    sign: 'The name resolves to a private address, and the vault still answers 403 ForbiddenByConnection.',
    texts: notPrivate,
    look: [vault('Pending or Rejected', 'properties.privateEndpointConnections[].privateLinkServiceConnectionState.status')],
    healing: 'Within some minutes after the approval; at the next try of the application.',
    sources: [manual('key-vault', 'general/private-link-service'), manual('key-vault', 'general/private-link-diagnostics')],
  },

  'kv-nsp': {
    sign: 'The vault refuses an address that its own rules let in.',
    look: [
      vault('SecuredByPerimeter: its own rules do not count', 'properties.publicNetworkAccess'),
      listPerimeters,
    ],
    healing: ruleHealing,
    sources: [manual('key-vault', 'general/network-security')],
  },

  'kv-rbac-deny-assignment': {
    sign: 'The right role is there for longer than ten minutes, and the refusal gives a denial as its reason.',
    look: [
      roles('the role is there'),
      az('a deny assignment has the principal of the identity, or everybody, and does not exclude it', 'rest', '--method', 'get', '--url', `${vaultId}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`, '--query', 'value[].{name:properties.denyAssignmentName,of:properties.principals[].id,not:properties.excludePrincipals[].id}'),
    ],
    healing: 'Some minutes after it is gone or leaves the identity out; at the next try of the application.',
    sources: [derived],
  },
};
