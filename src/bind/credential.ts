import { matchOf } from '../evidence/credential-match.ts';
import { allows } from '../evidence/azure-permissions.ts';
import { createCredential, credentialName, listCredentials, mostCredentials, updateCredential } from '../problems/mend.ts';
import { putCredential } from './credential-deed.ts';
import type { Facts } from './facts.ts';
import { unchanged, type ChangedField, type PlannedChange, type Refusal } from './plan.ts';

const part = 'federated credential';
const write = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write';

/** What stands between an identity and the tokens of a service account. */
export interface Trust extends Pick<Facts, 'identity' | 'presented' | 'credentials'> {
  readonly permissions: Pick<Facts['permissions'], 'identity'>;
  readonly request: Pick<Facts['request'], 'credentialName'>;
}

/**
 * The credential by which Entra trusts the service account's token.
 *
 * One that may serve somebody else stays as it is and ours is made beside it; one that can match no token at all is put right.
 */
export function planCredential({ request, identity, presented, credentials, permissions }: Trust, hasRoom = (count: number): boolean => count < mostCredentials): PlannedChange | Refusal {
  const token = { algorithm: '', issuer: presented.issuer, subject: presented.subject, audiences: [presented.audience], issuedAt: 0, expiresAt: 0 };
  const { exact, nearest } = matchOf(credentials, token);
  if (exact !== undefined) return unchanged(part, `${exact} on ${identity.name}`);
  // Graph tells nobody beforehand what it will refuse
  if (identity.kind !== 'application' && !allows(permissions.identity, write)) {
    return { what: `you may not write credentials of ${identity.name}: needs ${write} (role Managed Identity Contributor)`, steps: createCredential(identity, presented, request.credentialName) };
  }
  const triedFirst = identity.kind === 'application' ? ['Microsoft Graph does not say beforehand whether you may: this is tried before anything else.'] : [];
  const wanted = { issuer: presented.issuer, subject: presented.subject, audience: presented.audience };
  const useless = nearest !== undefined && ['whitespace', 'subject-case', 'issuer-slash'].includes(nearest.differs.kind) && sameBesides(nearest.credential.audiences, presented.audience);
  if (nearest !== undefined && useless) {
    const { name, issuer, subject = '', audiences } = nearest.credential;
    const was = { issuer, subject, audience: audiences[0] ?? '' };
    return {
      change: { part, action: 'update', object: `${name} on ${identity.name}`, fields: differing(was, wanted), notes: ['As it is it can match no token of any cluster.', ...triedFirst], steps: updateCredential(identity, name, presented) },
      deed: putCredential(identity, name, wanted),
    };
  }
  const twin = credentials.find(({ issuer, subject }) => issuer === presented.issuer && subject === presented.subject);
  if (twin !== undefined) {
    return {
      what: `${twin.name} of ${identity.name} names this service account with audience ${twin.audiences.join(', ')}, and Azure takes no second one for it`,
      steps: updateCredential(identity, twin.name, presented),
    };
  }
  if (!hasRoom(credentials.length)) {
    return { what: `${identity.name} has ${credentials.length} of ${mostCredentials} federated credentials: delete one that nothing uses, or use another identity`, steps: listCredentials(identity) };
  }
  const name = request.credentialName ?? credentialName(presented);
  if (credentials.some((other) => other.name.toLowerCase() === name.toLowerCase())) {
    return { what: `${identity.name} has a credential called ${name} that says something else; creating ours would overwrite it`, steps: listCredentials(identity) };
  }
  return {
    change: { part, action: 'create', object: `${name} on ${identity.name}`, fields: differing({}, wanted), notes: triedFirst, steps: createCredential(identity, presented, request.credentialName) },
    deed: putCredential(identity, name, wanted),
  };
}

function sameBesides(audiences: readonly string[], wanted: string): boolean {
  return audiences.length === 1 && audiences[0]?.trim() === wanted;
}

function differing(was: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): readonly ChangedField[] {
  return Object.entries(now).flatMap(([name, value]) => {
    const before = was[name];
    if (before === value) return [];
    return [{ name, ...(before === undefined ? {} : { was: before }), now: value }];
  });
}
