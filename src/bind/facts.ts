import { known, type Answer } from '../evidence/answer.ts';
import { azurePermissions, type Permission } from '../evidence/azure-permissions.ts';
import { boundObject, type BoundObject } from '../evidence/bound-object.ts';
import { credentialsOfApplication, credentialsOfIdentity, type FederatedCredential } from '../evidence/federated-credentials.ts';
import type { IdentityName } from '../evidence/named-identity.ts';
import { podGroups } from '../evidence/pods.ts';
import type { World } from '../evidence/question.ts';
import { serviceAccount, type ServiceAccount } from '../evidence/service-account.ts';
import type { PodGroup, PodShape, Target } from '../evidence/subject.ts';
import { csiDriver } from '../evidence/csi-driver.ts';
import { secretsStoreDriver } from '../evidence/workload-identity-keys.ts';
import { cloudNameOf } from '../evidence/cloud-hosts.ts';
import { readListedObjects } from '../evidence/listed-objects.ts';
import { secretProviderClass } from '../evidence/secret-provider-class.ts';
import { targetIssuer } from '../evidence/target-issuer.ts';
import { lifetimeOf, token } from '../evidence/token.ts';
import { tokenRight } from '../evidence/token-right.ts';
import { scopeOf, vaultAccess, type VaultAccess } from '../evidence/vault-access.ts';
import { webhookTenant } from '../evidence/webhook-tenant.ts';
import { objectPath } from '../evidence/workload-collections.ts';
import { workload, type Workload } from '../evidence/workload.ts';
import { enableAddOn, type Presented } from '../problems/mend.ts';
import { chosenIdentity, type BoundIdentity, type Creation } from './chosen-identity.ts';
import { classPath, type CsiFacts, type CsiRequest } from './csi.ts';
import type { Refusal } from './plan.ts';
import { readRecord } from './record.ts';
import { refusalsOf } from './unread.ts';

export interface BindRequest {
  readonly target: Target;
  readonly identity: IdentityName;
  /** `--create-identity`, where `--location` says, else where its resource group is. */
  readonly creates?: { readonly location: string | null };
  /** `--service-account`; else the one of the template, or, where that is `default`, one called as the workload is. */
  readonly serviceAccount?: string;
  readonly audience: string;
  /** Pods that are out of date are made anew, though their template is right. */
  readonly restart: boolean;
  /** The entrance of the secrets store driver, instead of the webhook's. */
  readonly csi?: CsiRequest;
  /** Name of the credential where one is made; else one that can be computed again. */
  readonly credentialName?: string;
  /** Name of a vault, and the role that the identity is to have on it, or on one secret alone. */
  readonly vault?: { readonly name: string; readonly roleId: string; readonly secret?: string | undefined };
}

/** Everything that a plan is made of: read first, before anything is decided. */
export interface Facts {
  readonly request: BindRequest;
  readonly workload: Workload;
  /** Whose the fields of the two objects are. */
  readonly objects: { readonly workload: BoundObject; readonly account?: BoundObject };
  readonly groups: readonly PodGroup[];
  /** When this was read, as ISO 8601. */
  readonly at: string;
  /** The template, or the pod itself where nothing makes it. */
  readonly shape?: PodShape;
  readonly account: { readonly namespace: string; readonly name: string; readonly present?: ServiceAccount };
  readonly identity: BoundIdentity;
  /** Absent where the identity has to be there. */
  readonly creation?: Creation;
  readonly presented: Presented;
  readonly csi?: CsiFacts;
  readonly credentials: readonly FederatedCredential[];
  readonly vault?: VaultAccess;
  /** Tenant that a pod is given whose account names none; absent where that could not be seen. */
  readonly webhookTenant?: string;
  /** What the operator may do with the identity, or in the group that it is to be created in, and with the vault. Of an application nobody tells. */
  readonly permissions: { readonly identity: readonly Permission[]; readonly vault: readonly Permission[] };
}

/** What was read for one target, or why it could not be. */
export interface Gathered<F> {
  readonly read?: F;
  readonly refusals: readonly Refusal[];
}

/** Reads the world for one target, or says what could not be read: a plan is made of facts alone. */
export async function gather(request: BindRequest, world: World, purpose: 'bind' | 'unbind' = 'bind'): Promise<Gathered<Facts>> {
  const { target } = request;
  // the issuer is asked for beside them: it is needed whatever they say
  const [owning, chosen, groups] = await Promise.all([world.get(workload, target), chosenIdentity(request, world), world.get(podGroups, target), world.get(targetIssuer, null)]);
  if (owning.state !== 'known' || chosen.read === undefined || groups.state !== 'known') {
    // pods that were not looked for because their workload is not there are no second reason
    return { refusals: [...refusalsOf([owning, `${target.kind}/${target.name}`], ...(owning.state === 'known' ? [[groups, 'its pods'] as const] : [])), ...chosen.refusals] };
  }

  const shape = owning.value.template ?? groups.value[0]?.shape;
  const account = { namespace: target.namespace, name: accountName(request, owning.value, shape) };
  const { identity, creation, rightsOn } = chosen.read;
  const { tenantId = null } = identity;
  const [object, ofAccount, present, credentials, vault, ofIdentity, mayTry, ofWebhook] = await Promise.all([
    world.get(boundObject, objectPath(owning.value.owner)),
    world.get(boundObject, objectPath({ ...account, kind: 'serviceaccount' })),
    world.get(serviceAccount, account),
    creation?.present === false ? known([]) : credentialsOf(identity, world),
    request.vault === undefined ? undefined : world.get(vaultAccess, { vaultName: request.vault.name, type: 'secret', secretName: request.vault.secret ?? null, tenantId }),
    rightsOn === undefined ? known([]) : world.get(azurePermissions, { resourceId: rightsOn, tenantId }),
    world.get(tokenRight, account),
    purpose === 'unbind' ? undefined : world.get(webhookTenant, target),
  ]);
  const issuer = await issuerOf(present.state === 'known' ? account : { ...account, name: 'default' }, request.audience, world);
  const ofVault = vault?.state === 'known' ? await world.get(azurePermissions, { resourceId: scopeOf(vault.value.vaultId, request.vault?.secret ?? null), tenantId }) : undefined;
  const csi = await csiOf(request, object, account.namespace, world);
  const unread = refusalsOf(
    ...(csi === undefined ? [] : csi.read),
    [object, `${owning.value.owner.kind}/${owning.value.owner.name}`],
    [issuer, "the cluster's issuer"],
    // an account that is not there is created
    ...(present.state === 'absent' ? [] : [[present, `serviceaccount/${account.name}`] as const]),
    [credentials, `the credentials of ${identity.name}`],
    // the proof takes a token; what is taken back is not proved
    ...(purpose === 'unbind' ? [] : [[mayTry, `a token of serviceaccount/${account.name}, which shows that Entra takes it,`] as const]),
    [ofIdentity, `what you may do with ${identity.name}`],
    ...(vault === undefined ? [] : [[vault, `vault ${request.vault?.name ?? ''}`] as const]),
    ...(ofVault === undefined ? [] : [[ofVault, `what you may do with vault ${request.vault?.name ?? ''}`] as const]),
  );
  const refusals = [...unread, ...(csi?.refusals ?? [])];
  if (refusals.length > 0 || object.state !== 'known' || issuer.state !== 'known' || credentials.state !== 'known' || ofIdentity.state !== 'known') return { refusals };
  const read: Facts = {
    request,
    workload: owning.value,
    objects: { workload: object.value, ...(ofAccount.state === 'known' ? { account: ofAccount.value } : {}) },
    groups: groups.value,
    at: world.clock.now().toISOString(),
    ...(shape === undefined ? {} : { shape }),
    account: { ...account, ...(present.state === 'known' ? { present: present.value } : {}) },
    identity,
    ...(creation === undefined ? {} : { creation }),
    ...(csi === undefined ? {} : { csi: csi.facts }),
    presented: { issuer: issuer.value, subject: `system:serviceaccount:${account.namespace}:${account.name}`, audience: request.audience },
    credentials: credentials.value,
    ...(vault?.state === 'known' ? { vault: vault.value } : {}),
    ...(ofWebhook?.state === 'known' ? { webhookTenant: ofWebhook.value } : {}),
    permissions: { identity: ofIdentity.value, vault: ofVault?.state === 'known' ? ofVault.value : [] },
  };
  return { read, refusals };
}

function credentialsOf(identity: BoundIdentity, world: World): Promise<Answer<readonly FederatedCredential[]>> {
  const { tenantId = null, clientId } = identity;
  return identity.kind === 'application' ? world.get(credentialsOfApplication, { clientId, tenantId }) : world.get(credentialsOfIdentity, { resourceId: identity.resourceId, tenantId });
}

interface CsiRead {
  readonly facts: CsiFacts;
  readonly read: readonly (readonly [Answer<unknown>, string])[];
  readonly refusals: readonly Refusal[];
}

/** What there is of the SecretProviderClass that is asked for, or that an earlier run set up. */
async function csiOf({ csi: asked }: BindRequest, owner: Answer<BoundObject>, namespace: string, world: World): Promise<CsiRead | undefined> {
  const held = owner.state === 'known' ? readRecord(owner.value.record)?.csi : undefined;
  const request = asked ?? (held === undefined ? undefined : { ...held, objects: [] });
  if (request === undefined) return undefined;
  const key = { namespace, name: request.name };
  const [driver, present, bound] = await Promise.all([asked === undefined ? undefined : world.get(csiDriver, { name: secretsStoreDriver }), world.get(secretProviderClass, key), world.get(boundObject, classPath(namespace, request.name))]);
  const cloudName = cloudNameOf(world.azure.cloud.authorityHosts[0] ?? '');
  const facts: CsiFacts = {
    request,
    asked: asked !== undefined,
    listed: await readListedObjects(present.state === 'known' ? (present.value.parameters.objects ?? '') : ''),
    ...(present.state === 'known' ? { present: present.value } : {}),
    ...(bound.state === 'known' ? { bound: bound.value } : {}),
    ...(cloudName === undefined ? {} : { cloudName }),
  };
  // without the driver the API server does not even know the kind; what is held or taken back needs none
  if (driver?.state === 'absent') return { facts, read: [], refusals: [{ what: 'the secrets store driver is not installed in this cluster', steps: [enableAddOn('on AKS: enable the add-on')] }] };
  // one that is not there is created
  return { facts, read: present.state === 'absent' ? [] : [[present, `secretproviderclass/${request.name}`]], refusals: [] };
}

/** The issuer by the API server's own document, which few users may read; else by what a token of the namespace says. */
export async function issuerOf(account: { readonly namespace: string; readonly name: string }, audience: string, world: World): Promise<Answer<string>> {
  const said = await world.get(targetIssuer, null);
  if (said.state === 'known') return said;
  const shown = await world.get(token, { ...account, audience, seconds: lifetimeOf(0) });
  return shown.state === 'known' ? { state: 'known', value: shown.value.issuer } : shown;
}

function accountName({ target, serviceAccount: asked }: BindRequest, { owner }: Workload, shape: PodShape | undefined): string {
  if (target.kind === 'serviceaccount') return target.name;
  if (asked !== undefined) return asked;
  const used = shape?.serviceAccount ?? 'default';
  // whatever forgets to name an account uses `default`: an identity on it is one for the whole namespace
  return used === 'default' ? owner.name : used;
}
