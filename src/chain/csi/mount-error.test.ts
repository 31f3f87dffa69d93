import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { exampleMount } from '../../problems/secret-provider-class.ts';
import { describeProblem } from '../../problems/problem.ts';
import { readMountError, spoken } from './mount-error.ts';

const begun = 'MountVolume.SetUp failed for volume "secrets" : ';
const unknown = `${begun}rpc error: code = Unknown desc = `;
const provider = `${unknown}failed to mount secrets store objects for pod shop/orders-1, err: rpc error: code = Unknown desc = failed to mount objects, error: `;

/** Texts as they were seen on a node, and what they are a sign of. */
const seen: readonly (readonly [text: string, ...problems: readonly string[]])[] = [
  [`${begun}kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name secrets-store.csi.k8s.io not found in the list of registered CSI drivers`, 'csi-driver-missing'],
  [`${begun}kubernetes.io/csi: mounter.SetupAt failed to check volume lifecycle mode: volume mode "Ephemeral" not supported by driver secrets-store.csi.k8s.io (no CSIDriver object)`, 'csi-driver-missing'],
  [`${begun}kubernetes.io/csi: mounter.SetupAt failed to check volume lifecycle mode: volume mode "Ephemeral" not supported by driver secrets-store.csi.k8s.io (only supports ["Persistent"])`, 'csi-driver-missing'],
  [`${unknown}failed to mount secrets store objects for pod shop/orders-1, err: error connecting to provider "azure": provider not found: provider "azure"`, 'csi-provider-missing'],
  [`${unknown}failed to mount secrets store objects for pod shop/orders-1, err: error connecting to provider "Azure": provider not found: provider "Azure"`, 'spc-provider-wrong'],
  [`${begun}rpc error: code = DeadlineExceeded desc = context deadline exceeded`, 'csi-provider-missing', 'csi-provider-egress'],
  [`${unknown}failed to get secretproviderclass shop/orders, error: SecretProviderClass.secrets-store.csi.x-k8s.io "orders" not found`, 'spc-not-found'],
  [`${unknown}failed to get secretproviderclass shop/orders, error: secretproviderclasses.secrets-store.csi.x-k8s.io "orders" not found`, 'spc-not-found'],
  [`${unknown}failed to get secretproviderclass /orders, error: SecretProviderClass.secrets-store.csi.x-k8s.io "orders" not found`, 'csi-podinfo-off'],
  [`${unknown}secretProviderClass is not set`, 'spc-name-not-set'],
  [`${unknown}provider not set in shop/orders`, 'spc-provider-wrong'],
  [`${unknown}parameters not set in shop/orders`, 'spc-parameters-missing'],
  [`${begun}rpc error: code = InvalidArgument desc = Readonly is not true in request`, 'csi-readonly'],
  [`${provider}failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set`, 'spc-clientid-missing', 'csi-provider-too-old'],
  [`${provider}failed to build auth config for mode None: could not find clientid in secrets`, 'spc-clientid-missing'],
  [`${provider}tenantId is not provided`, 'spc-tenant-missing'],
  [`${provider}keyvaultName is not provided`, 'spc-kvname-missing'],
  [`${provider}failed to get vault: Invalid vault name: "https://kv-shop.vault.azure.net/", must be between 3 and 24 chars`, 'spc-kvname-url'],
  [`${provider}cloudName AzureGermany is not valid, error: autorest/azure: There is no cloud environment matching the name "AZUREGERMANY"`, 'spc-cloudname'],
  [`${unknown}failed to get secretproviderclass shop/orders, error: secretproviderclasses.secrets-store.csi.x-k8s.io "orders" is forbidden: User "system:serviceaccount:secrets:secrets-store-csi-driver" cannot get resource "secretproviderclasses"`, 'csi-driver-rbac'],
  [`${unknown}failed to mount secrets store objects for pod shop/orders-1, err: rpc error: code = ResourceExhausted desc = grpc: received message larger than max (5242880 vs. 4194304)`, 'csi-message-too-large'],
  [`${provider}failed to write file: no such file or directory`, 'csi-kubelet-root'],
  [`${provider}failed to get objectType:secret, objectName:db, objectVersion:: proxy transport not available: AZURE_KUBERNETES_TOKEN_PROXY is not set`, 'csi-token-proxy-unavailable'],
  [`${provider}service account tokens are required for identity binding`, 'csi-token-proxy-unavailable'],
  [`${provider}failed to get objectType:secret, objectName:db, objectVersion:: ManagedIdentityCredential: Get "http://169.254.169.254/metadata/identity/oauth2/token": context deadline exceeded`, 'csi-imds-timeout'],
  [`${provider}failed to get objectType:secret, objectName:db, objectVersion:: ManagedIdentityCredential authentication failed.`, 'spc-vm-identity-true'],
  [`${provider}failed to yaml unmarshal objects, error: yaml: unmarshal errors:\n  line 5: mapping key "array" already defined at line 1`, 'spc-duplicate-array-key'],
  [`${provider}objects is not set`, 'spc-objects-missing'],
  [`${provider}failed to yaml unmarshal objects, error: yaml: unmarshal errors:\n  line 2: cannot unmarshal !!map into string`, 'spc-objects-malformed'],
  [`${provider}unmarshal failed for keyVaultObjects at index 0, error: yaml: line 2: mapping values are not allowed in this context`, 'spc-objects-malformed'],
  [`${unknown}failed to mount secrets store objects for pod shop/orders-1, err: missing object versions`, 'spc-objects-empty-array'],
  [`${provider}failed to get objectType:secrets, objectName:db, objectVersion:: Invalid vaultObjectTypes. Should be secret, key, or cert`, 'spc-object-type'],
  [`${provider}failed to get objectType:secret, objectName:, objectVersion:: file name must not be empty`, 'spc-object-name-empty'],
  [`${provider}failed to get objectType:secret, objectName:db, objectVersion:: invalid objectFormat: JKS, should be PEM or PFX`, 'spc-object-format'],
  [`${provider}failed to get objectType:secret, objectName:db, objectVersion:: file name must not contain '..'`, 'spc-object-format'],
  [`${provider}failed to get objectType:secret, objectName:db, objectVersion:: Get "http://localhost:2579/host/token/?resource=https://vault.azure.net": dial tcp 127.0.0.1:2579: connect: connection refused`, 'spc-pod-identity-true'],
  [`${provider}only one identity mode can be enabled at a time: usePodIdentity, useVMManagedIdentity, or useAzureTokenProxy`, 'spc-two-modes'],
  [`${provider}failed to parse usePodIdentity flag, error: strconv.ParseBool: parsing "yes": invalid syntax`, 'spc-bool-invalid'],
  [`${provider}failed to build auth config for mode None: failed to parse workload identity tokens, error: service account tokens not found`, 'csi-tokenrequests-missing'],
  [`${provider}failed to build auth config for mode None: failed to parse workload identity tokens, error: token for audience api://AzureADTokenExchange not found`, 'csi-tokenrequests-audience'],
];

describe('the text of a mount event', () => {
  for (const [text, ...problems] of seen) {
    test(`tells of ${problems.join(' or ')}: ${text.slice(text.lastIndexOf(': ', 400) + 2, 500).slice(0, 60)}`, () => {
      const read = readMountError(text, exampleMount);
      assert.ok(read.at === 'mount', read.at);
      assert.deepEqual(read.candidates.map(({ problem }) => problem.name), problems);
    });
  }

  test('tells of Entra by its number, and of the vault by its address, whatever else stands there', () => {
    const refused = (text: string): string => `${provider}failed to get objectType:secret, objectName:db, objectVersion:: ${text}`;
    assert.deepEqual(readMountError(refused('ClientAssertionCredential authentication failed. \nPOST https://login.microsoftonline.com/x/oauth2/v2.0/token\nRESPONSE 400: 400 Bad Request\n"AADSTS700016: Application not found. context deadline exceeded"'), exampleMount), { at: 'entra', aadsts: 700016 });
    assert.deepEqual(readMountError(refused('GET https://kv-shop.vault.azure.net/secrets/db/\nRESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden'), exampleMount), { at: 'vault' });
  });

  test('of another driver is not read as one of this driver', () => {
    assert.deepEqual(readMountError(`${begun}driver name secret-store.csi.k8s.io not found in the list of registered CSI drivers`, exampleMount), { at: 'unknown' });
  });

  test('is cut to what has the cause', () => {
    const long = `${provider}failed to get objectType:secret, objectName:db, objectVersion:: ClientAssertionCredential authentication failed. \n${'-'.repeat(200)}\n`;
    assert.match(spoken(`${long}"AADSTS700016: Application was not found.${' x'.repeat(400)}`), /^…AADSTS700016: Application was not found\..{200,260}x$/);
    assert.match(spoken(`${long}ERROR CODE: Forbidden\n${'-'.repeat(80)}\n"innererror": {"code": "ForbiddenByRbac"}`), /^…ERROR CODE: Forbidden[^]*ForbiddenByRbac"}$/);
    assert.match(spoken(`${long}${'words '.repeat(60)}the end`), /^…words .*the end$/);
    assert.equal(spoken(` ${begun}no more `), `${begun}no more`.trim());
  });

  test('may be anything: what is found is described, and never throws', () => {
    const word = fc.constantFrom('objectType:', 'objectName:', ', ', ': ', 'Invalid vaultObjectTypes', 'failed to parse use', ' flag, error: strconv.ParseBool: parsing "', '"', '\n', 'cloudName ', ' is not valid', '\u0000', 'token for audience ', ' not found', 'x');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(word).map((words) => words.join(''))), (text) => {
        const read = readMountError(text, exampleMount);
        for (const candidate of read.at === 'mount' ? read.candidates : []) assert.ok(describeProblem(candidate).fix.length > 0);
      }),
    );
  });
});
