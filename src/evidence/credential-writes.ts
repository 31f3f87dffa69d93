import { activityLog, type Activity } from './activity-log.ts';
import { known, type Answer } from './answer.ts';
import { identity, identityKeyOf } from './identity.ts';
import { defineQuestion } from './question.ts';

/** What became of the attempts to write credentials of an identity. */
export interface CredentialWrites {
  /** The newest one, if it was refused and none of that credential succeeded since. */
  readonly refused?: Activity & { readonly credential: string };
  /** Those that succeeded, by the name of the credential in lower case, the newest first. */
  readonly made: { readonly [credential: string]: readonly Activity[] };
}

const writing = /^microsoft\.managedidentity\/userassignedidentities\/federatedidentitycredentials\/write$/i;

/** Who wrote the credentials of a managed identity lately, and with what success; asked only where none matches. */
export const credentialWrites = defineQuestion({
  name: 'writes of credentials',
  rights: activityLog.rights,
  key: identityKeyOf,
  async ask(key, world): Promise<Answer<CredentialWrites>> {
    const who = await world.need(identity, key);
    const { resourceId = '', subscriptionId = null, resourceGroup = null, tenantId = null } = who;
    if (who.kind !== 'user-assigned' || resourceId === '') return known({ made: {} });
    const all = await world.need(activityLog, { subscriptionId, resourceGroup, tenantId });
    const below = `${resourceId}/federatedIdentityCredentials/`.toLowerCase();
    const own = all.filter((one) => writing.test(one.operation) && one.resourceId.toLowerCase().startsWith(below));
    const nameOf = ({ resourceId: id }: Activity): string => id.slice(below.length);
    const made = Map.groupBy(own.filter(({ status }) => status === 'succeeded'), (one) => nameOf(one).toLowerCase());
    const [newest] = own;
    return known({
      ...(newest?.status === 'failed' ? { refused: { ...newest, credential: nameOf(newest) } } : {}),
      made: Object.fromEntries(made),
    });
  },
});
