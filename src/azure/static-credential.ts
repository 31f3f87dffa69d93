/** A credential for an SDK that holds one token for one scope, and gives it for no other. */
import type { TokenCredential } from '@azure/core-auth';
import type { Secret } from '../wire/secret.ts';
import { notSent } from './failures.ts';
import { oneLine } from './foreign-text.ts';

/** Milliseconds; only keeps the SDK from asking again, the token's own lifetime is the server's to judge. */
const pretendedLifetime = 3_600_000;

/**
 * Throws WireFailure (`not-sent`) for a foreign scope: the vault SDK asks for whatever scope a challenge names
 * (design: a token goes only where it belongs). The host is the client rule's to check.
 */
export function staticCredential(token: Secret | Promise<Secret>, scope: string): TokenCredential {
  return {
    getToken: async (scopes) => {
      const asked = Array.isArray(scopes) ? scopes : [scopes];
      const foreign = asked.find((candidate) => candidate !== scope);
      if (foreign !== undefined || asked.length === 0) {
        const named = oneLine(foreign ?? 'none', 100);
        throw notSent('access token', `the server asks for a token for "${named}", and there is only one for ${scope}`);
      }
      return { token: (await token).reveal(), expiresOnTimestamp: Date.now() + pretendedLifetime };
    },
  };
}
