import { isFlag } from '../../evidence/provider-parameters.ts';
import { secretsStoreDriver } from '../../evidence/workload-identity-keys.ts';
import { csiDriverMissing } from '../../problems/csi/csi-driver-missing.ts';
import { csiDriverRbac } from '../../problems/csi/csi-driver-rbac.ts';
import { csiImdsTimeout } from '../../problems/csi/csi-imds-timeout.ts';
import { csiKubeletRoot } from '../../problems/csi/csi-kubelet-root.ts';
import { csiMessageTooLarge } from '../../problems/csi/csi-message-too-large.ts';
import { csiPodinfoOff } from '../../problems/csi/csi-podinfo-off.ts';
import { csiProviderEgress } from '../../problems/csi/csi-provider-egress.ts';
import { csiProviderMissing } from '../../problems/csi/csi-provider-missing.ts';
import { csiProviderTooOld } from '../../problems/csi/csi-provider-too-old.ts';
import { csiReadonly } from '../../problems/csi/csi-readonly.ts';
import { csiTokenProxyUnavailable } from '../../problems/csi/csi-token-proxy-unavailable.ts';
import { csiTokenrequestsAudience } from '../../problems/csi/csi-tokenrequests-audience.ts';
import { csiTokenrequestsMissing } from '../../problems/csi/csi-tokenrequests-missing.ts';
import { spcBoolInvalid } from '../../problems/csi/spc-bool-invalid.ts';
import { spcClientidMissing } from '../../problems/csi/spc-clientid-missing.ts';
import { spcCloudname } from '../../problems/csi/spc-cloudname.ts';
import { spcDuplicateArrayKey } from '../../problems/csi/spc-duplicate-array-key.ts';
import { spcKvnameMissing } from '../../problems/csi/spc-kvname-missing.ts';
import { spcKvnameUrl } from '../../problems/csi/spc-kvname-url.ts';
import { spcNameNotSet } from '../../problems/csi/spc-name-not-set.ts';
import { spcNotFound } from '../../problems/csi/spc-not-found.ts';
import { spcObjectFormat } from '../../problems/csi/spc-object-format.ts';
import { spcObjectNameEmpty } from '../../problems/csi/spc-object-name-empty.ts';
import { spcObjectType } from '../../problems/csi/spc-object-type.ts';
import { spcObjectsEmptyArray } from '../../problems/csi/spc-objects-empty-array.ts';
import { spcObjectsMalformed } from '../../problems/csi/spc-objects-malformed.ts';
import { spcObjectsMissing } from '../../problems/csi/spc-objects-missing.ts';
import { spcParametersMissing } from '../../problems/csi/spc-parameters-missing.ts';
import { spcPodIdentityTrue } from '../../problems/csi/spc-pod-identity-true.ts';
import { spcProviderWrong } from '../../problems/csi/spc-provider-wrong.ts';
import { spcTenantMissing } from '../../problems/csi/spc-tenant-missing.ts';
import { spcTwoModes } from '../../problems/csi/spc-two-modes.ts';
import { spcVmIdentityTrue } from '../../problems/csi/spc-vm-identity-true.ts';
import { found, type AnyProblem, type FoundProblem } from '../../problems/problem.ts';
import type { MountRef } from '../../problems/secret-provider-class.ts';

/** Where in the chain a mount broke off, by the words of the event (`seen-on-a-real-node.md`, 2M). */
export type MountError =
  /** A fault that the driver or the provider finds by itself. */
  | { readonly at: 'mount'; readonly candidates: readonly FoundProblem[]; /** Nothing but the event tells. */ readonly only?: true }
  | { readonly at: 'entra'; readonly aadsts?: number }
  | { readonly at: 'vault' }
  | { readonly at: 'unknown' };

interface Text {
  readonly pattern: RegExp;
  /** No check looks for it elsewhere: what the event says is all there is. */
  readonly only?: true;
  readonly problems: (mount: MountRef, message: string, groups: { readonly [name: string]: string }) => readonly FoundProblem[];
}

const audience = 'api://AzureADTokenExchange';

/** The part that has the cause: from the code of Entra or of the vault on, else the end. */
export function spoken(message: string): string {
  const whole = message.trim();
  if (whole.length <= 300) return whole;
  const code = /AADSTS\d+|"innererror"|ERROR CODE: /.exec(whole)?.index;
  return code === undefined ? `…${whole.slice(-299).replace(/^\S*\s+/, '')}` : `…${whole.slice(code, code + 299).trim()}`;
}

/** The likeliest cause first; several where one text has several. An earlier fault hides the later ones. */
const texts: readonly Text[] = [
  {
    pattern: /driver name (?<driver>\S+) not found in the list of registered CSI drivers/,
    problems: (mount, _message, { driver }) => (driver === secretsStoreDriver ? [found(csiDriverMissing, { ...mount, seen: 'node', nodes: [] })] : []),
  },
  { pattern: /not supported by driver secrets-store\.csi\.k8s\.io \(no CSIDriver object\)/, problems: (mount) => [found(csiDriverMissing, { ...mount, seen: 'cluster', nodes: [] })] },
  { pattern: /not supported by driver secrets-store\.csi\.k8s\.io \(only supports/, problems: (mount) => [found(csiDriverMissing, { ...mount, seen: 'mode', nodes: [] })] },
  {
    pattern: /provider not found: provider "(?<provider>[^"]*)"/,
    problems: (mount, _message, { provider = '' }) =>
      provider === 'azure' ? [found(csiProviderMissing, mount)] : [found(spcProviderWrong, { ...mount, provider })],
  },
  {
    pattern: /secretproviderclasses\.secrets-store\.csi\.x-k8s\.io \S* ?is forbidden: User "(?<user>[^"]*)"/,
    only: true,
    problems: (mount, message, { user = '' }) => [found(csiDriverRbac, { ...mount, user, message: spoken(message) })],
  },
  { pattern: /received message larger than max/, only: true, problems: (mount, message) => [found(csiMessageTooLarge, { ...mount, message: spoken(message) })] },
  { pattern: /failed to write file\b.*: no such file or directory/s, only: true, problems: (mount, message) => [found(csiKubeletRoot, { ...mount, message: spoken(message) })] },
  {
    pattern: /proxy transport not available|identity binding proxy transport not initialized|service account tokens? (are|is) required for identity binding/,
    only: true,
    problems: (mount, message) => [found(csiTokenProxyUnavailable, { ...mount, message: spoken(message) })],
  },
  {
    pattern: /169\.254\.169\.254.*(deadline exceeded|timeout|timed out|connection refused|no route to host)|managed identity timed out/s,
    only: true,
    problems: (mount, message) => [found(csiImdsTimeout, { ...mount, message: spoken(message) })],
  },
  { pattern: /ManagedIdentityCredential authentication failed/, problems: (mount) => [found(spcVmIdentityTrue, { ...mount, clientId: '' })] },
  // in an empty namespace the class is not missing: the driver was not told the pod's
  { pattern: /failed to get secretproviderclass \/\S+, error/, problems: (mount) => [found(csiPodinfoOff, mount)] },
  { pattern: /failed to get secretproviderclass \S+\/\S+, error: .* not found/s, problems: (mount) => [found(spcNotFound, { ...mount, elsewhere: [], near: [] })] },
  { pattern: /secretProviderClass is not set/, problems: (mount) => [found(spcNameNotSet, mount)] },
  { pattern: /provider not set in \S+\/\S+/, problems: (mount) => [found(spcProviderWrong, { ...mount, provider: '' })] },
  { pattern: /parameters not set in \S+\/\S+/, problems: (mount) => [found(spcParametersMissing, mount)] },
  { pattern: /Readonly is not true in request/, problems: (mount) => [found(csiReadonly, mount)] },
  { pattern: /pod (name|namespace) is not provided|deploy a CSIDriver object to set podInfoOnMount: true/, problems: (mount) => [found(csiPodinfoOff, mount)] },
  {
    pattern: /failed to parse (?<parameter>use\w+) flag, error: strconv\.ParseBool: parsing "(?<value>[^"]*)"/,
    problems: (mount, _message, { parameter = '', value = '' }) => (isFlag(parameter) ? [found(spcBoolInvalid, { ...mount, parameter, value })] : []),
  },
  { pattern: /only one identity mode can be enabled at a time/, problems: (mount) => [found(spcTwoModes, { ...mount, flags: ['usePodIdentity', 'useVMManagedIdentity'] })] },
  { pattern: /keyvaultName is not provided/, problems: (mount) => [found(spcKvnameMissing, mount)] },
  { pattern: /tenantId is not provided/, problems: (mount) => [found(spcTenantMissing, mount)] },
  { pattern: /cloudName (?<value>\S+) is not valid/, problems: (mount, _message, { value = '' }) => [found(spcCloudname, { ...mount, value })] },
  { pattern: /service account tokens not found/, problems: (mount) => [found(csiTokenrequestsMissing, { ...mount, audience, addOn: false })] },
  { pattern: /token for audience (?<needed>\S+) not found/, problems: (mount, _message, { needed = audience }) => [found(csiTokenrequestsAudience, { ...mount, audience: needed, given: [] })] },
  { pattern: /could not find clientid in secrets|clientID is required for identity binding/, problems: (mount) => [found(spcClientidMissing, mount)] },
  // a provider that does not know the parameter clientID says the same
  { pattern: /nodePublishSecretRef secret is not set/, problems: (mount) => [found(spcClientidMissing, mount), found(csiProviderTooOld, { ...mount, set: 'on the node', version: 'unknown', needed: '1.1', addOn: false })] },
  { pattern: /objects is not set/, problems: (mount) => [found(spcObjectsMissing, mount)] },
  {
    pattern: /failed to yaml unmarshal objects, error: .*(?<error>mapping key "array" already defined[^\n]*)/s,
    problems: (mount, _message, { error = '' }) => [found(spcDuplicateArrayKey, { ...mount, message: error })],
  },
  {
    pattern: /failed to yaml unmarshal objects, error: (?<error>[^\n]*)/,
    problems: (mount, _message, { error = '' }) => [found(spcObjectsMalformed, { ...mount, message: error })],
  },
  {
    pattern: /unmarshal failed for keyVaultObjects at index (?<at>\d+), error: (?<error>[^\n]*)/,
    problems: (mount, _message, { at = '0', error = '' }) => [found(spcObjectsMalformed, { ...mount, at: Number(at), message: error })],
  },
  { pattern: /missing object versions/, problems: (mount) => [found(spcObjectsEmptyArray, mount)] },
  { pattern: /file name must not be empty/, problems: (mount) => [found(spcObjectNameEmpty, { ...mount, at: 0, name: '' })] },
  {
    pattern: /objectType:(?<type>\S*), objectName:(?<name>[^,]*), .*Invalid vaultObjectTypes/s,
    problems: (mount, _message, { type = '', name = '' }) => [found(spcObjectType, { ...mount, name, type: type.replace(/,$/, '') })],
  },
  {
    pattern: /objectName:(?<name>[^,]*), .*: (?<said>invalid (?<field>objectFormat|objectEncoding): (?<value>[^,]*),[^\n]*|PFX format only supported[^\n]*|objectEncoding only supported[^\n]*|file name must [^\n]*)/s,
    problems: (mount, _message, { name = '', said = '', field = 'objectAlias', value = '' }) => [found(spcObjectFormat, { ...mount, name, field, value, said })],
  },
  { pattern: /Invalid vault name: \\?"(?<value>[^"\\]*)/, problems: (mount, _message, { value = '' }) => [found(spcKvnameUrl, { ...mount, value })] },
  { pattern: /localhost:2579|nmi response failed/, problems: (mount) => [found(spcPodIdentityTrue, mount)] },
  // word for word the same where the provider is gone and where Azure does not answer
  { pattern: /code = DeadlineExceeded desc = context deadline exceeded|context canceled/, problems: (mount, message) => [found(csiProviderMissing, mount), found(csiProviderEgress, { ...mount, message: message.slice(0, 200) })] },
];

/** Everything that a text can be a sign of. */
export const mountErrorProblems: readonly AnyProblem[] = [
  csiDriverRbac,
  csiProviderTooOld,
  csiMessageTooLarge,
  csiKubeletRoot,
  csiTokenProxyUnavailable,
  csiImdsTimeout,
  spcVmIdentityTrue,
  spcDuplicateArrayKey,
  csiDriverMissing,
  csiProviderMissing,
  csiProviderEgress,
  csiPodinfoOff,
  csiReadonly,
  csiTokenrequestsMissing,
  csiTokenrequestsAudience,
  spcNameNotSet,
  spcNotFound,
  spcProviderWrong,
  spcParametersMissing,
  spcBoolInvalid,
  spcTwoModes,
  spcPodIdentityTrue,
  spcClientidMissing,
  spcTenantMissing,
  spcKvnameMissing,
  spcKvnameUrl,
  spcCloudname,
  spcObjectsMissing,
  spcObjectsMalformed,
  spcObjectsEmptyArray,
  spcObjectType,
  spcObjectNameEmpty,
  spcObjectFormat,
];

/** What the text of a FailedMount event says. */
export function readMountError(message: string, mount: MountRef): MountError {
  // Entra and the vault are told apart from the provider by their own words, which may hold any others
  const aadsts = /AADSTS(\d+)/.exec(message)?.[1];
  if (aadsts !== undefined) return { at: 'entra', aadsts: Number(aadsts) };
  if (/ERROR CODE: |RESPONSE \d{3}: |\.vault\.(azure\.net|azure\.cn|usgovcloudapi\.net)\/(secrets|keys|certificates)\//.test(message)) return { at: 'vault' };
  for (const { pattern, only, problems } of texts) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const candidates = problems(mount, message, match.groups ?? {});
    if (candidates.length > 0) return { at: 'mount', candidates, ...(only === undefined ? {} : { only }) };
  }
  return /ClientAssertionCredential authentication failed/.test(message) ? { at: 'entra' } : { at: 'unknown' };
}
