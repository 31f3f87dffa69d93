import { absent, known, type Answer } from '../evidence/answer.ts';
import { azurePermissions } from '../evidence/azure-permissions.ts';
import { boundAccounts, type AccountsKey, type BoundAccount } from '../evidence/bound-accounts.ts';
import { credentialsOfIdentity, federatedCredentials, type FederatedCredential } from '../evidence/federated-credentials.ts';
import { identitiesOfClients } from '../evidence/identities-of-clients.ts';
import { identity as identityQuestion, type Identity } from '../evidence/identity.ts';
import { discovery } from '../evidence/issuer.ts';
import { namedIdentity, nobody, type BoundManagedIdentity } from '../evidence/named-identity.ts';
import type { World } from '../evidence/question.ts';
import { tokenRight } from '../evidence/token-right.ts';
import { defaultAudience } from '../evidence/workload-identity-keys.ts';
import { called, createCredential, type Presented } from '../problems/mend.ts';
import { matchesGrammar } from '../problems/step.ts';
import { atMost } from '../wire/in-flight.ts';
import type { Trust } from './credential.ts';
import { issuerOf, type Gathered } from './facts.ts';
import type { Refusal } from './plan.ts';
import { refusalsOf } from './unread.ts';

export interface RebindRequest {
  readonly place: AccountsKey;
  /** The issuer that the accounts were bound to; null only looks which there are. */
  readonly fromIssuer: string | null;
  /** The credential of that issuer goes, once the new one is proved. */
  readonly replaces: boolean;
}

/** How the identity of one service account stands to this cluster. */
export interface BoundTrust extends Trust {
  readonly account: BoundAccount;
  readonly identity: BoundManagedIdentity;
  /** The credential for the same account of the issuer that it is rebound from. */
  readonly former?: FederatedCredential;
}

export interface RebindFacts {
  readonly request: RebindRequest;
  readonly issuer: string;
  readonly trusts: readonly BoundTrust[];
  /** Accounts that cannot have a credential of that issuer, and why. */
  readonly passedOver: readonly { readonly account: BoundAccount; readonly why: string }[];
  /** The issuer that they are rebound from still answers: its cluster may live. */
  readonly formerAnswers: boolean;
}

/** Accounts read at once. */
const mostAtOnce = 32;

/** Reads which accounts of a place name an identity, and whom those identities trust. */
export async function gatherRebind(request: RebindRequest, world: World): Promise<Gathered<RebindFacts>> {
  const accounts = await world.get(boundAccounts, request.place);
  if (accounts.state !== 'known') return { refusals: refusalsOf([accounts, 'the service accounts']) };
  const [first] = accounts.value;
  const issuer = first === undefined ? undefined : await issuerOf(first, defaultAudience, world);
  if (issuer === undefined) return { read: { request, issuer: '', trusts: [], passedOver: [], formerAnswers: false }, refusals: [] };
  if (issuer.state !== 'known') return { refusals: refusalsOf([issuer, "the cluster's issuer"]) };
  const managed = await managedIdentities(accounts.value, world);
  const turn = atMost(mostAtOnce);
  const standings = await Promise.all(accounts.value.map((account) => turn(() => standingOf(account, managed.get(idOf(account)), issuer.value, request, world))));
  const trusts = standings.flatMap((one) => ('trust' in one ? [one.trust] : []));
  return {
    read: {
      request,
      issuer: issuer.value,
      trusts,
      passedOver: standings.flatMap((one) => ('passedOver' in one ? [{ account: one.account, why: one.passedOver }] : [])),
      formerAnswers: request.replaces && trusts.some(({ former }) => former !== undefined) && (await answers(request.fromIssuer ?? '', world)),
    },
    refusals: standings.flatMap((one) => ('refusals' in one ? one.refusals : [])),
  };
}

async function answers(issuer: string, world: World): Promise<boolean> {
  const document = await world.get(discovery, { issuer });
  return document.state === 'known' && document.value.issuer !== undefined;
}

function idOf({ clientId, tenantId }: BoundAccount): string {
  return `${clientId} ${tenantId ?? ''}`.toLowerCase();
}

function tenantOf({ tenantId }: BoundAccount): string | null {
  return tenantId !== undefined && matchesGrammar(tenantId, 'guid') ? tenantId : null;
}

/** Who the client ids are, by few queries for all; whoever is not among them is asked for alone. */
async function managedIdentities(accounts: readonly BoundAccount[], world: World): Promise<ReadonlyMap<string, Identity>> {
  const named = accounts.filter(({ clientId }) => matchesGrammar(clientId, 'guid'));
  const found = await Promise.all(
    [...Map.groupBy(named, tenantOf)].map(async ([tenantId, group]): Promise<readonly (readonly [string, Identity])[]> => {
      const answer = await world.get(identitiesOfClients, { clientIds: [...new Set(group.map(({ clientId }) => clientId.toLowerCase()))].sort(), tenantId });
      const byClient = new Map((answer.state === 'known' ? answer.value : []).map((one) => [one.clientId.toLowerCase(), one]));
      return group.flatMap((account) => {
        const who = byClient.get(account.clientId.toLowerCase());
        return who === undefined ? [] : [[idOf(account), who] as const];
      });
    }),
  );
  return new Map(found.flat());
}

type Standing = { readonly trust: BoundTrust } | { readonly account: BoundAccount; readonly passedOver: string } | { readonly refusals: readonly Refusal[] };

async function standingOf(account: BoundAccount, seen: Identity | undefined, issuer: string, request: RebindRequest, world: World): Promise<Standing> {
  const { clientId } = account;
  if (!matchesGrammar(clientId, 'guid')) return { account, passedOver: 'Its client id is no GUID.' };
  const presented = { issuer, subject: `system:serviceaccount:${account.namespace}:${account.name}`, audience: defaultAudience };
  const who = seen === undefined ? await world.get(identityQuestion, { clientId, tenantId: tenantOf(account) }) : known(seen);
  if (who.state === 'absent') return { account, passedOver: `There is no identity ${clientId}.` };
  if (who.state !== 'known') return { refusals: refusalsOf([who, `identity ${clientId} of ${placeOf(account)}`]) };
  if (who.value.kind === 'application') return standingOfApplication(account, who.value, presented, request, world);
  if (who.value.kind === 'system-assigned') return { account, passedOver: `${who.value.name} is system-assigned, and has no federated credentials.` };
  const whole = await wholeOf(who.value, world);
  if (whole.state !== 'known') return { refusals: refusalsOf([whole, `identity ${clientId} of ${placeOf(account)}`]) };
  return standingOfIdentity(account, whole.value, presented, request, world);
}

async function wholeOf(who: Identity, world: World): Promise<Answer<BoundManagedIdentity>> {
  const { resourceId = null, principalId, tenantId, clientId } = who;
  if (resourceId !== null && principalId !== undefined && tenantId !== undefined) return known({ ...who, kind: 'user-assigned', resourceId, principalId });
  // the directory knows it, and not always where it is
  const found = await world.get(namedIdentity, { ...nobody, resourceId, clientId: resourceId === null ? clientId : null });
  if (found.state !== 'known') return found;
  return found.value.kind === 'application' ? absent(`${clientId} is an application`) : known(found.value);
}

async function standingOfIdentity(account: BoundAccount, identity: BoundManagedIdentity, presented: Presented, { fromIssuer, replaces }: RebindRequest, world: World): Promise<Standing> {
  const key = { resourceId: identity.resourceId, tenantId: identity.tenantId ?? null };
  const credentials = await world.get(credentialsOfIdentity, key);
  if (credentials.state !== 'known') return { refusals: refusalsOf([credentials, `the credentials of ${identity.name}`]) };
  const of = (issuer: string | null): FederatedCredential | undefined => credentials.value.find((one) => one.issuer === issuer && one.subject === presented.subject);
  const former = of(fromIssuer);
  const trust = { request: {}, account, identity, credentials: credentials.value, presented: { ...presented, audience: former?.audiences[0] ?? presented.audience } };
  if (former === undefined || (of(presented.issuer) !== undefined && !replaces)) return { trust: { ...trust, permissions: { identity: [] }, ...(former === undefined ? {} : { former }) } };
  const [permissions, mayTry] = await Promise.all([world.get(azurePermissions, key), world.get(tokenRight, { namespace: account.namespace, name: account.name })]);
  const refusals = refusalsOf([permissions, `what you may do with ${identity.name}`], [mayTry, `a token of ${placeOf(account)}, which shows that Entra takes it,`]);
  return permissions.state !== 'known' || refusals.length > 0 ? { refusals } : { trust: { ...trust, permissions: { identity: permissions.value }, former } };
}

/** Only credentials of managed identities are written here: an application that is concerned is a reason to stop. */
async function standingOfApplication(account: BoundAccount, who: Identity, presented: Presented, { fromIssuer }: RebindRequest, world: World): Promise<Standing> {
  const credentials = await world.get(federatedCredentials, { clientId: account.clientId, tenantId: tenantOf(account) });
  if (credentials.state !== 'known') return { refusals: refusalsOf([credentials, `the credentials of ${called(who)}`]) };
  const of = (issuer: string | null): boolean => credentials.value.some((one) => one.issuer === issuer && one.subject === presented.subject);
  if (of(presented.issuer) || !of(fromIssuer)) return { account, passedOver: `${called(who)} is an application${of(presented.issuer) ? ' that trusts this cluster' : ''}: its credentials stay as they are.` };
  return { refusals: [{ what: `${placeOf(account)} uses ${called(who)}, an application: only credentials of managed identities are written`, steps: createCredential(who, presented) }] };
}

/** As kubectl would be told of it. */
function placeOf({ name, namespace }: Pick<BoundAccount, 'name' | 'namespace'>): string {
  return `serviceaccount/${name} -n ${namespace}`;
}
