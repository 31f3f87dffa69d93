import { known } from './answer.ts';
import { credentialMatch, matchKeyOf } from './credential-match.ts';
import { discovery } from './issuer.ts';
import { defineQuestion } from './question.ts';
import type { LoginSubject } from './subject.ts';

/** Whether an issuer that a credential names still answers: its cluster lives, is gone, or nobody can tell. */
export type Liveness = 'alive' | 'gone' | 'unknown';

const ofAks = /^https:\/\/([a-z0-9]+\.oic|oidc)\.prod-aks\.azure\.com\//;

/** Each other issuer that credentials name for this subject, with whether it still answers. */
export const otherIssuers = defineQuestion({
  name: "other clusters' issuers",
  rights: [],
  key: (subject: LoginSubject) => matchKeyOf(subject),
  async ask(key, world) {
    const { otherIssuers: issuers } = await world.need(credentialMatch, key);
    const looked = await Promise.all(
      issuers.slice(0, 3).map(async (issuer): Promise<[string, Liveness]> => {
        const document = await world.get(discovery, { issuer });
        if (document.state !== 'known') return [issuer, 'unknown'];
        if (document.value.issuer !== undefined) return [issuer, 'alive'];
        // only of AKS is it known that an issuer goes with its cluster; elsewhere a 404 may be a page that moved
        return [issuer, document.value.status === 404 && ofAks.test(issuer) ? 'gone' : 'unknown'];
      }),
    );
    return known<{ readonly [issuer: string]: Liveness }>(Object.fromEntries(looked));
  },
});
