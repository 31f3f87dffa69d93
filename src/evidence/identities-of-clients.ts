import { known } from './answer.ts';
import { readIdentity, resourcesOf, type Identity } from './identity.ts';
import { defineQuestion } from './question.ts';

/** Client ids in one query: Resource Graph takes three queries a second from one caller, however much each asks. */
const mostAtOnce = 100;

/** The managed identities among client ids that are GUIDs; who is not among them is not thereby absent. */
export const identitiesOfClients = defineQuestion({
  name: 'identities of client ids',
  rights: [readIdentity],
  key: (key: { readonly clientIds: readonly string[]; readonly tenantId: string | null }) => key,
  async ask({ clientIds, tenantId }, world) {
    const parts = Array.from({ length: Math.ceil(clientIds.length / mostAtOnce) }, (_, at) => clientIds.slice(at * mostAtOnce, (at + 1) * mostAtOnce));
    const found = await Promise.all(parts.map((ids) => resourcesOf(`tostring(properties.clientId) in~ (${ids.map((id) => `'${id}'`).join(', ')})`, tenantId ?? undefined, world)));
    return known<readonly Identity[]>(found.flat());
  },
});
