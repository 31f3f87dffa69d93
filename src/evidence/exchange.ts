import type { ExchangeAnswer } from '../azure/port.ts';
import type { Secret } from '../wire/secret.ts';
import { known, unknown, type Answer, type Gap } from './answer.ts';
import { matchesExactly } from './credential-match.ts';
import { federatedCredentials } from './federated-credentials.ts';
import { identity } from './identity.ts';
import { defineQuestion, type World } from './question.ts';
import type { LoginSubject } from './subject.ts';
import { mintedToken, token, tokenKeyOf, type TokenKey } from './token.ts';
import { vaultScopeOf } from './cloud-hosts.ts';

export type ExchangeKey = {
  readonly token: TokenKey;
  readonly clientId: string | null;
  readonly tenantId: string | null;
  readonly authorityHost: string;
  readonly scope: string;
  readonly asked: boolean;
  readonly untried: string | null;
};

/** What Entra said, without the access token. */
export type Exchange =
  | {
      readonly result: 'token';
      readonly tenantId: string;
      /** Tries it took; more than one means that the refusal before healed by itself. */
      readonly tries: number;
      readonly objectId?: string;
      readonly expiresInSeconds: number;
    }
  | {
      readonly result: 'refused';
      readonly tenantId: string;
      readonly tries: number;
      readonly status: number;
      readonly aadsts?: number;
      readonly error: string;
      readonly description: string;
      readonly traceId?: string;
    };

export function exchangeKeyOf({ login, wishes }: Pick<LoginSubject, 'login' | 'wishes'>): ExchangeKey {
  return {
    token: tokenKeyOf({ login } as LoginSubject),
    clientId: login.clientId?.value ?? null,
    tenantId: login.tenantId?.value ?? null,
    authorityHost: login.authorityHost.value,
    scope: wishes.scope ?? vaultScopeOf(login.authorityHost.value),
    asked: wishes.exchange,
    untried: login.untried ?? null,
  };
}

/** The exchange with its access token, wrapped: only the vault read uses it. */
export const accessToken = defineQuestion({
  name: 'access token',
  transient: true,
  rights: [],
  uses: [mintedToken],
  key: exchangeKeyOf as (subject: LoginSubject) => ExchangeKey,
  async ask(key, world): Promise<Answer<{ readonly said: Exchange; readonly token?: Secret }>> {
    if (!key.asked) return unknown(notAsked);
    if (key.untried !== null) return unknown({ reason: 'not-asked', needs: key.untried });
    if (key.clientId === null) return unknown({ reason: 'blocked', needs: 'a client id', waitedFor: [] });
    await world.need(token, key.token);
    const [assertion, tenantId] = await Promise.all([world.need(mintedToken, key.token), tenantOf(key, world)]);
    if (tenantId === undefined) return unknown({ reason: 'blocked', needs: 'a tenant id: no pod, annotation or identity names one', waitedFor: [] });
    const request = { authorityHost: key.authorityHost, tenantId, clientId: key.clientId, scope: key.scope, assertion };
    for (let tries = 1; ; tries += 1) {
      const answer = await world.azure.exchange(request);
      const said = sayOf(answer, tenantId, tries);
      if (answer.result === 'token') return known({ said, token: answer.accessToken });
      const pause = pauses[tries - 1];
      if (pause === undefined || !(await mayHeal(answer, key, world))) return known({ said });
      // who asks to be left alone for longer is not asked again
      if (answer.retryAfterSeconds !== undefined && answer.retryAfterSeconds * 1000 > pause) return known({ said });
      await world.clock.wait(answer.retryAfterSeconds === undefined ? pause : answer.retryAfterSeconds * 1000);
    }
  },
});

const notAsked: Gap = { reason: 'not-asked', needs: 'a run without --no-exchange' };

/** Milliseconds between tries: enough for a flapping replica, too little to hide a lasting refusal from a waiting person. */
const pauses = [400, 1200];

const transient = new Set([90033, 90024, 90006, 90055, 50196]);
/** Entra's numbers where no credential matches. */
export const noMatch: ReadonlySet<number> = new Set([70021, 70025, 700211, 700212, 700213]);

export function isTransient({ aadsts, status }: { readonly aadsts?: number; readonly status: number }): boolean {
  return (aadsts !== undefined && transient.has(aadsts)) || status === 429 || status >= 500;
}

/**
 * Whether asking again could give another answer: a passing fault of Entra, or a 70021x that what can be read contradicts.
 * A mismatch that was read is believed at once (`design.md` §6.3).
 */
async function mayHeal(answer: ExchangeAnswer & { readonly result: 'refused' }, key: ExchangeKey, world: World): Promise<boolean> {
  if (isTransient(answer)) return true;
  if (answer.aadsts === undefined || !noMatch.has(answer.aadsts)) return false;
  const [credentials, presented] = await Promise.all([
    world.get(federatedCredentials, { clientId: key.clientId, tenantId: key.tenantId }),
    world.need(token, key.token),
  ]);
  if (credentials.state !== 'known') return credentials.state === 'unknown';
  return credentials.value.some((credential) => matchesExactly(credential, presented));
}

/** The login's tenant; where nothing in the cluster names one, that of the identity, or the one in an AKS issuer. */
async function tenantOf(key: ExchangeKey, world: World): Promise<string | undefined> {
  if (key.tenantId !== null) return key.tenantId;
  const who = await world.get(identity, { clientId: key.clientId, tenantId: null });
  if (who.state === 'known' && who.value.tenantId !== undefined) return who.value.tenantId;
  const { issuer } = await world.need(token, key.token);
  return /^https:\/\/[a-z0-9]+\.oic\.prod-aks\.azure\.com\/([0-9a-f-]{36})\//.exec(issuer)?.[1];
}

function sayOf(answer: ExchangeAnswer, tenantId: string, tries: number): Exchange {
  if (answer.result === 'token') {
    const { objectId, expiresInSeconds } = answer;
    return { result: 'token', tenantId, tries, expiresInSeconds, ...(objectId === undefined ? {} : { objectId }) };
  }
  const { status, aadsts, error, description, traceId } = answer;
  return {
    result: 'refused',
    tenantId,
    tries,
    status,
    ...(aadsts === undefined ? {} : { aadsts }),
    error,
    description,
    ...(traceId === undefined ? {} : { traceId }),
  };
}

/** Whether Entra really gives an access token for the pod's token. */
export const exchange = defineQuestion({
  name: 'exchange',
  rights: [],
  uses: [accessToken],
  key: exchangeKeyOf as (subject: LoginSubject) => ExchangeKey,
  async ask(key, world) {
    // its own gap, not one of waiting: the two are one question with and without the token
    const given = await world.get(accessToken, key);
    return given.state === 'known' ? known(given.value.said) : given;
  },
});
