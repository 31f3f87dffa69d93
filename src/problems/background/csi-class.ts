/** What the pages of a SecretProviderClass that is wrong say beyond the doctor. */
import { az, kubectl, note } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { nextMount, nodeServer, ofClass, provider, providerAuth, providerClient, driverTrouble, realNode } from './csi-look.ts';
import { template } from './shop.ts';
import { derived, manual, source, thread } from './source.ts';

export const classBackgrounds: Backgrounds = {
  'spc-name-not-set': {
    sign: 'All new pods stay in ContainerCreating, though the SecretProviderClass is there and in order.',
    texts: [{ where: 'event', text: 'secretProviderClass is not set' }],
    look: [template('the volumeAttributes have no secretProviderClass, written exactly so', 'spec.volumes[*].csi')],
    healing: 'The template changes, so new pods are made and mount at once.',
    sources: [nodeServer, realNode],
  },
  'spc-not-found': {
    sign: 'All new pods stay in ContainerCreating, and the event names a SecretProviderClass as not found, with its namespace before the slash.',
    texts: [{ where: 'event', text: 'failed to get secretproviderclass shop/orders, error: SecretProviderClass.secrets-store.csi.x-k8s.io "orders" not found' }],
    look: [
      template('the volume names orders', 'spec.volumes[*].csi.volumeAttributes'),
      kubectl('a class of that name is in another namespace, or in none', 'get', 'secretproviderclasses', '-A'),
    ],
    healing: 'A pod that waits mounts within two minutes after the class is created; it need not be made anew.',
    sources: [realNode, nodeServer, driverTrouble],
  },
  'spc-provider-wrong': {
    sign: 'Pods with this class stay in ContainerCreating, while pods with other classes mount on the same node.',
    texts: [
      { where: 'event', text: 'provider not set in shop/orders' },
      { where: 'event', text: 'error connecting to provider "Azure": provider not found: provider "Azure"' },
    ],
    look: [ofClass('it is empty, or anything but azure in lower case', '{.spec.provider}')],
    healing: nextMount,
    sources: [realNode, providerClient, nodeServer],
  },
  'spc-parameters-missing': {
    sign: 'Pods stay in ContainerCreating, though the manifest of the class seems to have all parameters.',
    texts: [{ where: 'event', text: 'parameters not set in shop/orders' }],
    look: [
      ofClass('nothing is printed, or {}', '{.spec.parameters}'),
      kubectl('the parameters stand elsewhere, most often right under spec, or are not there', 'get', 'secretproviderclass/orders', '-n', 'shop', '-o', 'yaml'),
    ],
    healing: nextMount,
    sources: [realNode, nodeServer],
  },
  'spc-bool-invalid': {
    sign: 'Pods stay in ContainerCreating after a parameter such as usePodIdentity was written as yes, no, on or off.',
    texts: [
      { where: 'event', text: 'failed to parse usePodIdentity flag, error: strconv.ParseBool: parsing "yes": invalid syntax' },
      { where: 'kubectl', text: 'spec.parameters.usePodIdentity in body must be of type string: "boolean"' },
    ],
    look: [ofClass('one of them is neither true, false, 1, 0 nor empty', '{.spec.parameters.usePodIdentity} {.spec.parameters.useVMManagedIdentity} {.spec.parameters.useAzureTokenProxy}')],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-two-modes': {
    sign: 'Pods that mounted for years stay in ContainerCreating since the add-on or the provider was upgraded.',
    texts: [{ where: 'event', text: 'only one identity mode can be enabled at a time: usePodIdentity, useVMManagedIdentity, or useAzureTokenProxy' }],
    look: [ofClass('two of the three are true', '{.spec.parameters.usePodIdentity} {.spec.parameters.useVMManagedIdentity} {.spec.parameters.useAzureTokenProxy}')],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-pod-identity-true': {
    sign: 'Pods stay in ContainerCreating, and the event speaks of port 2579 of the node or of NMI, not of Entra.',
    texts: [
      { where: 'event', text: 'Get "http://localhost:2579/host/token/?resource=https://vault.azure.net": dial tcp 127.0.0.1:2579: connect: connection refused' },
      { where: 'event', text: 'nmi response failed with status code: 404' },
    ],
    look: [
      ofClass('this prints true', '{.spec.parameters.usePodIdentity}'),
      kubectl('no DaemonSet nmi is there any more', 'get', 'daemonsets', '-A'),
    ],
    healing: 'It counts from the next mount on. clientID and tenantID must stand in the class, and the identity needs a federated credential for the service account of the pods.',
    sources: [realNode, thread('aks', 2812), thread('csi-provider', 119), thread('csi-provider', 200), thread('csi-provider', 352)],
  },
  'spc-vm-identity-true': {
    sign: 'The vault refuses an identity that nobody put into the class, or the mount fails at the metadata service of the node.',
    texts: [
      { where: 'event', text: 'ManagedIdentityCredential authentication failed. …' },
      { where: 'event', text: 'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request' },
    ],
    look: [ofClass('the first is true, and a clientID is there too', '{.spec.parameters.useVMManagedIdentity} {.spec.parameters.clientID}')],
    healing: 'It counts from the next mount on. The identity in clientID then needs a federated credential and a role on the vault of its own.',
    sources: [realNode, providerAuth, thread('csi-provider', 991), thread('csi-provider', 1356), thread('csi-provider', 853), thread('csi-provider', 598)],
  },
  'spc-clientid-missing': {
    sign: 'Pods stay in ContainerCreating and the event asks for a nodePublishSecretRef, although no service principal is meant.',
    texts: [
      { where: 'event', text: 'failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set' },
      { where: 'event', text: 'failed to create auth config, error: failed to get credentials, nodePublishSecretRef secret is not set' },
      { where: 'event', text: 'failed to build auth config for mode None: could not find clientid in secrets' },
    ],
    look: [ofClass('no clientID among them, or one that is empty or spelt otherwise', '{.spec.parameters}')],
    healing: nextMount,
    sources: [realNode, providerAuth, thread('csi-provider', 1022)],
  },
  'spc-clientid-wrong': {
    sign: 'Pods stay in ContainerCreating, and the event has an answer of Entra: an application was not found.',
    texts: [
      { where: 'event', text: 'ClientAssertionCredential authentication failed.' },
      { where: 'event', text: 'AADSTS700016: …' },
    ],
    look: [
      ofClass('this id …', '{.spec.parameters.clientID}'),
      az('… is not the clientId of one of them, but perhaps the principalId', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,principalId:principalId,tenantId:tenantId}', '-o', 'table'),
      note('The identity that is meant has a federated credential for the service account of the pods. The list has the managed identities of the current subscription only; an application is in az ad app list.'),
    ],
    healing: 'It counts from the next mount on. Another identity also needs a federated credential for the service account and a role on the vault.',
    sources: [realNode],
  },
  'spc-tenant-missing': {
    sign: 'Pods stay in ContainerCreating before Entra is asked anything.',
    texts: [{ where: 'event', text: 'failed to mount objects, error: tenantId is not provided' }],
    look: [ofClass('neither tenantID nor tenantId is among them', '{.spec.parameters}')],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-tenant-wrong': {
    sign: 'Pods stay in ContainerCreating: Entra knows no such tenant, or does not know the identity there, or the vault refuses the token.',
    texts: [
      { where: 'event', text: '"error": "invalid_tenant"' },
      { where: 'event', text: 'AADSTS90002: …' },
      { where: 'event', text: 'AKV10032' },
    ],
    look: [
      ofClass('this tenant …', '{.spec.parameters.tenantID}{.spec.parameters.tenantId}'),
      az('… is not that of the identity', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,tenantId:tenantId}', '-o', 'table'),
    ],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-kvname-missing': {
    sign: 'Pods stay in ContainerCreating before tenant, identity and objects are even looked at.',
    texts: [{ where: 'event', text: 'failed to mount objects, error: keyvaultName is not provided' }],
    look: [ofClass('no keyvaultName, in exactly this spelling', '{.spec.parameters}')],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-kvname-url': {
    sign: 'Pods stay in ContainerCreating, and the event quotes the name of the vault as invalid.',
    texts: [
      { where: 'event', text: 'failed to get vault: Invalid vault name: "https://…/", must be between 3 and 24 chars' },
      { where: 'event', text: 'must match [-a-zA-Z0-9]{3,24}' },
    ],
    look: [ofClass('this is an address, or has dots', '{.spec.parameters.keyvaultName}')],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-cloudname': {
    sign: 'Pods stay in ContainerCreating, and the event says that no cloud has this name, in capitals.',
    texts: [{ where: 'event', text: 'cloudName AzureGermany is not valid, error: autorest/azure: There is no cloud environment matching the name "AZUREGERMANY"' }],
    look: [
      ofClass('this is none of AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud, AzureStackCloud', '{.spec.parameters.cloudName}'),
      az('your subscription is in this cloud; the Azure CLI calls the first one AzureCloud', 'cloud', 'show', '--query', 'name', '-o', 'tsv'),
    ],
    healing: nextMount,
    sources: [realNode, provider, manual('provider', 'configurations/custom-environments')],
  },
  'spc-objects-missing': {
    sign: 'Pods stay in ContainerCreating, though vault, tenant and identity of the class are right.',
    texts: [{ where: 'event', text: 'failed to mount objects, error: objects is not set' }],
    look: [ofClass('nothing is printed', '{.spec.parameters.objects}')],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-objects-malformed': {
    sign: 'Pods stay in ContainerCreating with an error of YAML, though the API server took the class without complaint.',
    texts: [
      { where: 'event', text: 'failed to yaml unmarshal objects, error: yaml: unmarshal errors:' },
      { where: 'event', text: 'cannot unmarshal !!map into string' },
      { where: 'event', text: 'cannot unmarshal !!seq into types.StringArray' },
      { where: 'event', text: 'found character that cannot start any token' },
      { where: 'event', text: 'unmarshal failed for keyVaultObjects at index 0, error: yaml: line 2: mapping values are not allowed in this context' },
    ],
    look: [ofClass('an item lacks "- |", has tabs, or is indented otherwise than the next', '{.spec.parameters.objects}')],
    healing: nextMount,
    sources: [realNode, provider, thread('csi-provider', 1108)],
  },
  'spc-objects-empty-array': {
    sign: 'Pods stay in ContainerCreating: the provider reports success, and the driver then misses the versions of the objects.',
    texts: [{ where: 'event', text: 'failed to mount secrets store objects for pod …, err: missing object versions' }],
    look: [ofClass('no item stands under "array:", or the list has another name', '{.spec.parameters.objects}')],
    healing: nextMount,
    sources: [realNode, provider],
  },
  'spc-object-type': {
    sign: 'Pods stay in ContainerCreating: the type is refused, or the vault refuses to read a key or certificate that is in truth a secret.',
    texts: [
      { where: 'event', text: 'failed to get objectType:secrets, objectName:…, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert' },
      { where: 'event', text: 'Microsoft.KeyVault/vaults/keys/read' },
      { where: 'event', text: 'Microsoft.KeyVault/vaults/certificates/read' },
    ],
    look: [
      ofClass('the objectType of db-password is no word of the three, or not the kind that it has in the vault', '{.spec.parameters.objects}'),
      az('it is a secret if this prints an id; ask for keys and certificates in the same way', 'keyvault', 'secret', 'list', '--vault-name', 'kv-shop', '--query', "[?name=='db-password'].id", '-o', 'tsv'),
    ],
    healing: 'It counts from the next mount on: the kubelet tries again for a pod that waits. Until then its last event still quotes the old type.',
    sources: [realNode, provider],
  },
  'spc-object-name-empty': {
    sign: 'Pods stay in ContainerCreating, and the event quotes an object with nothing after objectName.',
    texts: [
      { where: 'event', text: 'failed to get objectType:secret, objectName:, objectVersion:: file name must not be empty' },
      { where: 'event', text: 'cannot unmarshal array into Go struct field SecretBundle.value' },
    ],
    look: [ofClass('an item has no objectName, or one with other characters than letters, digits and dashes', '{.spec.parameters.objects}')],
    healing: nextMount,
    sources: [realNode, thread('csi-provider', 266)],
  },
  'spc-object-format': {
    sign: 'Pods stay in ContainerCreating, and the event quotes objectFormat, objectEncoding or a file name as invalid.',
    texts: [
      { where: 'event', text: 'invalid objectFormat: JKS, should be PEM or PFX' },
      { where: 'event', text: 'invalid objectEncoding: base65, should be hex, base64 or utf-8' },
      { where: 'event', text: 'PFX format only supported for objectType: secret' },
      { where: 'event', text: 'objectEncoding only supported for objectType: secret' },
      { where: 'event', text: "file name must not contain '..'" },
    ],
    look: [ofClass('the object has one of these fields with another value', '{.spec.parameters.objects}')],
    healing: nextMount,
    sources: [realNode, source('csi-provider', 'pkg/provider/validate.go')],
  },
  'spc-secretobjects-mismatch': {
    sign: 'The files are mounted, but the Secret never comes; a container that reads the Secret does not start.',
    texts: [{ where: 'event', text: 'failed to get data in spc shop/orders for secret orders-db, err: file matching objectName db-password not found in the pod' }],
    look: [
      ofClass('the data[].objectName of the Secret …', '{.spec.secretObjects}'),
      ofClass('… is no objectAlias of the objects, and no objectName of one without alias', '{.spec.parameters.objects}'),
      kubectl('the reason of the event is FailedToCreateSecret', 'get', 'events', '-n', 'shop', '--field-selector', 'reason=FailedToCreateSecret'),
    ],
    healing: 'The driver tries again by itself, and then the containers that wait for the Secret start. If the objects were changed, the pods must be made anew: only a mount writes files.',
    sources: [realNode, source('csi-driver', 'pkg/util/secretutil/secret.go'), manual('driver', 'topics/sync-as-kubernetes-secret')],
  },
  'spc-clientid-differs-from-sa': {
    sign: 'The application reads the vault by itself, while the mount of the same secret fails, or the other way round.',
    look: [
      ofClass('this id …', '{.spec.parameters.clientID}'),
      kubectl('… is not this one', 'get', 'serviceaccount/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.annotations.azure\\.workload\\.identity/client-id}'),
      az('they are two identities', 'identity', 'list', '--query', '[].{name:name,clientId:clientId}', '-o', 'table'),
    ],
    healing: nextMount,
    sources: [thread('csi-provider', 1022), derived],
  },
  'spc-object-file-collision': {
    sign: 'A file has the wrong content, for instance a certificate where its key is expected, and nothing reports an error.',
    look: [ofClass('two items have the same objectAlias, or the same objectName without one', '{.spec.parameters.objects}')],
    healing: 'The files change with the next mount. Pods that run keep the wrong file until they are made anew; the application must read the new name.',
    sources: [provider, derived],
  },
  'spc-cert-as-cert-no-key': {
    sign: 'What ends TLS with this Secret does not start or serves another certificate; the mounted file has a certificate and no key.',
    look: [
      ofClass('the tls.key of a Secret of type kubernetes.io/tls is made of orders-tls …', '{.spec.secretObjects}'),
      ofClass('… which is listed with objectType: cert', '{.spec.parameters.objects}'),
      kubectl('the tls.key has some 60 bytes: begin and end of a key, with nothing between; or the Secret is not there', 'describe', 'secret/orders-tls', '-n', 'shop'),
    ],
    healing: 'The Secret is made with the next mount, so running pods must be made anew. The identity must be allowed to read secrets, not only certificates.',
    sources: [manual('provider', 'configurations/getting-certs-and-keys'), source('csi-driver', 'pkg/util/secretutil/secret.go')],
  },
  'spc-duplicate-array-key': {
    sign: 'After a second list was added to the class, all mounts fail, or the files of the first list are gone.',
    texts: [
      { where: 'event', text: 'mapping key "array" already defined' },
      { where: 'event', text: 'file matching objectName … not found in the pod' },
    ],
    look: [ofClass('"array:" stands there twice', '{.spec.parameters.objects}')],
    healing: nextMount,
    sources: [thread('csi-provider', 673), derived],
  },
};
