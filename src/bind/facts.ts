import type { Answer, Gap } from '../evidence/answer.ts';
import { azurePermissions, type Permission } from '../evidence/azure-permissions.ts';
import { boundObject, type BoundObject } from '../evidence/bound-object.ts';
import { credentialsOfIdentity, type FederatedCredential } from '../evidence/federated-credentials.ts';
import { namedIdentity, type IdentityName, type NamedIdentity } from '../evidence/named-identity.ts';
import { podGroups } from '../evidence/pods.ts';
import type { World } from '../evidence/question.ts';
import { serviceAccount, type ServiceAccount } from '../evidence/service-account.ts';
import type { PodGroup, PodShape, Target } from '../evidence/subject.ts';
import { targetIssuer } from '../evidence/target-issuer.ts';
import { lifetimeOf, token } from '../evidence/token.ts';
import { tokenRight } from '../evidence/token-right.ts';
import { scopeOf, vaultAccess, type VaultAccess } from '../evidence/vault-access.ts';
import { workload, type Workload } from '../evidence/workload.ts';
import type { Presented } from '../problems/mend.ts';
import type { Refusal } from './plan.ts';

export interface BindRequest {
  readonly target: Target;
  readonly identity: IdentityName;
  /** `--service-account`; else the one of the template, or, where that is `default`, one called as the workload is. */
  readonly serviceAccount?: string;
  readonly audience: string;
  /** Pods that are out of date are made anew, though their template is right. */
  readonly restart: boolean;
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
  readonly identity: NamedIdentity;
  readonly presented: Presented;
  readonly credentials: readonly FederatedCredential[];
  readonly vault?: VaultAccess;
  /** What the operator may do with the identity and with the vault. */
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
  const [owning, identity, groups] = await Promise.all([world.get(workload, target), world.get(namedIdentity, request.identity), world.get(podGroups, target), world.get(targetIssuer, null)]);
  if (owning.state !== 'known' || identity.state !== 'known' || groups.state !== 'known') {
    // pods that were not looked for because their workload is not there are no second reason
    return { refusals: refusalsOf([owning, `${target.kind}/${target.name}`], [identity, 'the identity'], ...(owning.state === 'known' ? [[groups, 'its pods'] as const] : [])) };
  }

  const shape = owning.value.template ?? groups.value[0]?.shape;
  const account = { namespace: target.namespace, name: accountName(request, owning.value, shape) };
  const { resourceId, tenantId = null } = identity.value;
  const [object, ofAccount, present, credentials, vault, ofIdentity, mayTry] = await Promise.all([
    world.get(boundObject, { kind: owning.value.owner.kind, namespace: target.namespace, name: owning.value.owner.name }),
    world.get(boundObject, { ...account, kind: 'serviceaccount' }),
    world.get(serviceAccount, account),
    world.get(credentialsOfIdentity, { resourceId, tenantId }),
    request.vault === undefined ? undefined : world.get(vaultAccess, { vaultName: request.vault.name, secretName: request.vault.secret ?? null, tenantId }),
    world.get(azurePermissions, { resourceId, tenantId }),
    world.get(tokenRight, account),
  ]);
  const issuer = await issuerOf(present.state === 'known' ? account : { ...account, name: 'default' }, request.audience, world);
  const ofVault = vault?.state === 'known' ? await world.get(azurePermissions, { resourceId: scopeOf(vault.value.vaultId, request.vault?.secret ?? null), tenantId }) : undefined;
  const refusals = refusalsOf(
    [object, `${owning.value.owner.kind}/${owning.value.owner.name}`],
    [issuer, "the cluster's issuer"],
    // an account that is not there is created
    ...(present.state === 'absent' ? [] : [[present, `serviceaccount/${account.name}`] as const]),
    [credentials, `the credentials of ${identity.value.name}`],
    // the proof takes a token; what is taken back is not proved
    ...(purpose === 'unbind' ? [] : [[mayTry, `a token of serviceaccount/${account.name}, which shows that Entra takes it,`] as const]),
    [ofIdentity, `what you may do with ${identity.value.name}`],
    ...(vault === undefined ? [] : [[vault, `vault ${request.vault?.name ?? ''}`] as const]),
    ...(ofVault === undefined ? [] : [[ofVault, `what you may do with vault ${request.vault?.name ?? ''}`] as const]),
  );
  if (refusals.length > 0 || object.state !== 'known' || issuer.state !== 'known' || credentials.state !== 'known' || ofIdentity.state !== 'known') return { refusals };
  const read: Facts = {
    request,
    workload: owning.value,
    objects: { workload: object.value, ...(ofAccount.state === 'known' ? { account: ofAccount.value } : {}) },
    groups: groups.value,
    at: world.clock.now().toISOString(),
    ...(shape === undefined ? {} : { shape }),
    account: { ...account, ...(present.state === 'known' ? { present: present.value } : {}) },
    identity: identity.value,
    presented: { issuer: issuer.value, subject: `system:serviceaccount:${account.namespace}:${account.name}`, audience: request.audience },
    credentials: credentials.value,
    ...(vault?.state === 'known' ? { vault: vault.value } : {}),
    permissions: { identity: ofIdentity.value, vault: ofVault?.state === 'known' ? ofVault.value : [] },
  };
  return { read, refusals };
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

export function refusalsOf(...read: readonly (readonly [Answer<unknown>, string])[]): readonly Refusal[] {
  return read.flatMap(([answer, what]) => {
    if (answer.state === 'known') return [];
    if (answer.state === 'absent') return [{ what: answer.detail ?? `${what} is not there`, steps: [], exitCode: 2 }];
    return [{ what: `${what} could not be read: ${because(answer.gap)}`, steps: [], ...codeOf(answer.gap) }];
  });
}

function codeOf({ problem, reason }: Gap): Pick<Refusal, 'exitCode'> {
  if (problem === 'kube-auth-expired') return { exitCode: 4 };
  return reason === 'unreachable' || reason === 'timeout' ? { exitCode: 3 } : {};
}

function because({ needs, detail, reason }: Gap): string {
  return reason === 'forbidden' || detail === undefined ? `needs ${needs}` : detail;
}
