import * as z from 'zod/mini';
import type { Answer } from './answer.ts';
import { known } from './answer.ts';
import { matchesExactly, matchKeyOf, type MatchKey } from './credential-match.ts';
import { federatedCredentials } from './federated-credentials.ts';
import { identity, resourcesOf, type Identity } from './identity.ts';
import { defineQuestion, type World } from './question.ts';
import { annotatedAccounts, serviceAccount } from './service-account.ts';
import type { LoginSubject } from './subject.ts';
import { token } from './token.ts';

/** A credential for exactly this token, on another identity than the one that is named. */
export interface CredentialElsewhere {
  readonly found?: {
    readonly kind: 'managed identity' | 'application';
    readonly name: string;
    readonly clientId: string;
    readonly credential: string;
    /** Of a managed identity. */
    readonly resourceGroup?: string;
    readonly subscriptionId?: string;
    /** The other identity has the same name, and is of the other kind. */
    readonly namesake: boolean;
  };
  /** How many other identities were looked at. */
  readonly lookedAt: number;
}

/** Listing is throttled to 5 a second for a subscription (`azure-wire.md` §2.2): no more than this are looked at. */
const mostLists = 5;

type ElsewhereKey = MatchKey & {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Client ids that use this very service account too. */
  readonly siblings: readonly string[];
};

/** Looks for the credential on identities that this namespace names, in the identity's resource group, and on a namesake. */
export const credentialElsewhere = defineQuestion({
  name: 'credential on another identity',
  rights: [...annotatedAccounts.rights, ...identity.rights, ...federatedCredentials.rights],
  key: (subject: LoginSubject): ElsewhereKey => {
    const { namespace, serviceAccount: account, siblings } = subject.login;
    return { ...matchKeyOf(subject), namespace, serviceAccount: account, siblings };
  },
  async ask({ identity: own, token: tokenKey, namespace, serviceAccount: account, siblings }, world): Promise<Answer<CredentialElsewhere>> {
    const [presented, who] = await Promise.all([world.need(token, tokenKey), world.need(identity, own)]);
    const annotated = await world.get(serviceAccount, { namespace, name: account });
    const served = [...siblings, ...(annotated.state === 'known' && annotated.value.clientId !== undefined ? [annotated.value.clientId] : [])];
    const others = (await otherIdentities(who, namespace, world)).filter(({ clientId }) => !served.some((id) => id.toLowerCase() === clientId.toLowerCase()));
    const looked = await Promise.all(
      others.slice(0, mostLists).map(async (other) => {
        const key = { clientId: other.clientId, tenantId: own.tenantId };
        const credentials = await world.get(federatedCredentials, key);
        const match = credentials.state === 'known' ? credentials.value.find((credential) => matchesExactly(credential, presented)) : undefined;
        return match === undefined ? [] : [foundOn(other, match.name, who)];
      }),
    );
    const [found] = looked.flat();
    return known({ ...(found === undefined ? {} : { found }), lookedAt: Math.min(others.length, mostLists) });
  },
});

type Other = Pick<Identity, 'clientId' | 'name' | 'kind' | 'resourceGroup' | 'subscriptionId'>;

function foundOn(other: Other, credential: string, own: Identity): NonNullable<CredentialElsewhere['found']> {
  const isApplication = other.kind === 'application';
  return {
    kind: isApplication ? 'application' : 'managed identity',
    name: other.name,
    clientId: other.clientId,
    credential,
    ...(other.resourceGroup === undefined ? {} : { resourceGroup: other.resourceGroup }),
    ...(other.subscriptionId === undefined ? {} : { subscriptionId: other.subscriptionId }),
    namesake: other.name === own.name && isApplication !== (own.kind === 'application'),
  };
}

/** Namesakes first, then those named in the namespace, then neighbours of the resource group; what cannot be read is left out. */
async function otherIdentities(own: Identity, namespace: string, world: World): Promise<readonly Other[]> {
  const [accounts, neighbours, namesakes] = await Promise.all([
    world.get(annotatedAccounts, { namespace }),
    tried(() => neighboursOf(own, world)),
    tried(() => namesakesOf(own, world)),
  ]);
  const named = accounts.state === 'known' ? await Promise.all(accounts.value.map(({ clientId }) => identityNamed(clientId, own, world))) : [];
  const all = [...namesakes, ...named.flat(), ...neighbours].filter(({ clientId }) => clientId.toLowerCase() !== own.clientId.toLowerCase());
  return [...new Map(all.map((other) => [other.clientId.toLowerCase(), other])).values()];
}

async function identityNamed(clientId: string, own: Identity, world: World): Promise<readonly Other[]> {
  const who = await world.get(identity, { clientId, tenantId: own.tenantId ?? null });
  return who.state === 'known' ? [who.value] : [];
}

const word = /^[\w.()-]{1,90}$/;

async function neighboursOf({ resourceGroup, subscriptionId, tenantId }: Identity, world: World): Promise<readonly Other[]> {
  if (resourceGroup === undefined || subscriptionId === undefined || !word.test(resourceGroup) || !word.test(subscriptionId)) return [];
  return resourcesOf(`resourceGroup =~ '${resourceGroup}' and subscriptionId =~ '${subscriptionId}'`, tenantId, world);
}

const applications = z.object({ value: z.array(z.object({ appId: z.string(), displayName: z.optional(z.nullable(z.string())) })) });

async function namesakesOf({ name, kind, tenantId }: Identity, world: World): Promise<readonly Other[]> {
  if (!word.test(name)) return [];
  if (kind === 'application') return resourcesOf(`name =~ '${name}'`, tenantId, world);
  const filter = encodeURIComponent(`displayName eq '${name}'`);
  const { value } = await world.azure.graphGet(`/v1.0/applications?$filter=${filter}&$select=appId,displayName`, applications, tenantId);
  return value.map(({ appId, displayName }) => ({ clientId: appId, name: displayName ?? appId, kind: 'application' as const }));
}

/** A place that cannot be looked at has nothing to say; the others still may. */
async function tried(ask: () => Promise<readonly Other[]>): Promise<readonly Other[]> {
  try {
    return await ask();
  } catch {
    return [];
  }
}

