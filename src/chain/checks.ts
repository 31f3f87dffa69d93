/** Every check, in chain order: what the doctor runs, `wi checks` lists and the gates walk. */
import { clusterAnswers } from './access/cluster-answers.ts';
import type { AnyCheck } from './check.ts';
import { asInstalled } from './csi/as-installed.ts';
import { classExists } from './csi/class-exists.ts';
import { clientAgrees } from './csi/client-agrees.ts';
import { clientNamed } from './csi/client-named.ts';
import { cloudNamed } from './csi/cloud-named.ts';
import { directoryMounted } from './csi/directory-mounted.ts';
import { driverInstalled } from './csi/driver-installed.ts';
import { filesApart } from './csi/files-apart.ts';
import { signsInAsWorkload } from './csi/identity-mode.ts';
import { installedOnce } from './csi/installed-once.ts';
import { loggedError } from './csi/logged-error.ts';
import { mounted } from './csi/mounted.ts';
import { objectsListed } from './csi/objects-listed.ts';
import { podNamed } from './csi/pod-named.ts';
import { providerInstalled } from './csi/provider-installed.ts';
import { providerNamed } from './csi/provider-named.ts';
import { providerRecent } from './csi/provider-recent.ts';
import { readOnly } from './csi/read-only.ts';
import { secretsMade } from './csi/secrets-made.ts';
import { secretsSynced } from './csi/secrets-synced.ts';
import { secretsThere } from './csi/secrets-there.ts';
import { tenantNamed } from './csi/tenant-named.ts';
import { tokenHandedOver } from './csi/token-handed-over.ts';
import { upToDate } from './csi/up-to-date.ts';
import { variablesRecent } from './csi/variables-recent.ts';
import { vaultNamed } from './csi/vault-named.ts';
import { volumeAgrees } from './csi/volume-agrees.ts';
import { bindingAllowed } from './exchange/binding-allowed.ts';
import { applicationRefusals } from './exchange/application-refusals.ts';
import { applicationSigns } from './exchange/application-signs.ts';
import { bindingVariables } from './exchange/binding-variables.ts';
import { fromPod as exchangeFromPod } from './exchange/from-pod.ts';
import { succeeds } from './exchange/succeeds.ts';
import { binding } from './federated-credential/binding.ts';
import { matches } from './federated-credential/matches.ts';
import { roomForAnother } from './federated-credential/room-for-another.ts';
import { exists as identityExists } from './identity/exists.ts';
import { ofWorkload } from './identity/of-workload.ts';
import { publicIssuer } from './issuer/public.ts';
import { publishesKey } from './issuer/publishes-key.ts';
import { fromPod as vaultFromPod } from './key-vault/from-pod.ts';
import { knownHost } from './key-vault/known-host.ts';
import { applicationDenials } from './key-vault/application-denials.ts';
import { readable } from './key-vault/readable.ts';
import { bindingCa } from './pod/binding-ca.ts';
import { fresh } from './pod/fresh.ts';
import { injected } from './pod/injected.ts';
import { kedaSignsIn } from './pod/keda-signs-in.ts';
import { labelInSource } from './pod/label-in-source.ts';
import { notSkipped } from './pod/not-skipped.ts';
import { ownClientId } from './pod/own-client-id.ts';
import { ownEnvironment } from './pod/own-environment.ts';
import { placed } from './pod/placed.ts';
import { podIdentityLeft } from './pod/pod-identity-left.ts';
import { podIdentityOff } from './pod/pod-identity-off.ts';
import { templateLabelled } from './pod/template-labelled.ts';
import { tenantFresh } from './pod/tenant-fresh.ts';
import { tokenFile } from './pod/token-file.ts';
import { annotationKept } from './service-account/annotation-kept.ts';
import { clientId } from './service-account/client-id.ts';
import { exists as serviceAccountExists } from './service-account/exists.ts';
import { tenant } from './service-account/tenant.ts';
import { audience } from './token/audience.ts';
import { handedOut } from './token/handed-out.ts';
import { lifetime } from './token/lifetime.ts';
import { installedOnce as webhookInstalledOnce } from './webhook/installed-once.ts';
import { installed } from './webhook/installed.ts';
import { proxyEnds } from './webhook/proxy-ends.ts';
import { proxyRuns } from './webhook/proxy-runs.ts';
import { proxyWanted } from './webhook/proxy-wanted.ts';
import { sidecarsInjected } from './webhook/sidecars-injected.ts';
import { tenantGiven } from './webhook/tenant-given.ts';
import { wiresBinding } from './webhook/wires-binding.ts';
import { wouldInject } from './webhook/would-inject.ts';

export const checks: readonly AnyCheck[] = [
  clusterAnswers,
  installed,
  wouldInject,
  proxyWanted,
  proxyRuns,
  proxyEnds,
  sidecarsInjected,
  webhookInstalledOnce,
  tenantGiven,
  wiresBinding,
  templateLabelled,
  injected,
  fresh,
  tokenFile,
  notSkipped,
  ownClientId,
  tenantFresh,
  placed,
  ownEnvironment,
  podIdentityLeft,
  podIdentityOff,
  kedaSignsIn,
  labelInSource,
  bindingCa,
  serviceAccountExists,
  clientId,
  tenant,
  annotationKept,
  publicIssuer,
  publishesKey,
  handedOut,
  audience,
  lifetime,
  identityExists,
  ofWorkload,
  matches,
  roomForAnother,
  binding,
  succeeds,
  bindingAllowed,
  bindingVariables,
  applicationRefusals,
  applicationSigns,
  exchangeFromPod,
  knownHost,
  readable,
  applicationDenials,
  vaultFromPod,
  driverInstalled,
  providerInstalled,
  providerRecent,
  installedOnce,
  tokenHandedOver,
  podNamed,
  readOnly,
  classExists,
  providerNamed,
  signsInAsWorkload,
  clientNamed,
  clientAgrees,
  volumeAgrees,
  tenantNamed,
  vaultNamed,
  cloudNamed,
  objectsListed,
  filesApart,
  secretsSynced,
  mounted,
  loggedError,
  secretsMade,
  upToDate,
  directoryMounted,
  secretsThere,
  variablesRecent,
  asInstalled,
];
