import { activityLog } from './activity-log.ts';
import { known, type Answer } from './answer.ts';
import { defineQuestion } from './question.ts';
import type { VaultObjectSubject } from './subject.ts';
import { vaultAccess } from './vault-access.ts';

/** What was done to a vault lately that may be why it refuses. */
export interface VaultChanges {
  /** It was deleted, and made or recovered after that. */
  readonly recreated?: { readonly deletedAt: string; readonly madeAt: string; readonly caller?: string };
  /** Azure Policy changed it, which it does again at each write. */
  readonly changedByPolicy?: { readonly at: string; readonly times: number };
}

/** Asked only once the vault has refused. */
export const vaultChanges = defineQuestion({
  name: 'changes of the vault',
  rights: activityLog.rights,
  key: (subject: VaultObjectSubject) => vaultAccess.key(subject),
  async ask(key, world): Promise<Answer<VaultChanges>> {
    const { vaultId } = await world.need(vaultAccess, key);
    const [, subscriptionId = null, resourceGroup = null] = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(vaultId) ?? [];
    const all = await world.need(activityLog, { subscriptionId, resourceGroup, tenantId: key.tenantId });
    const own = all.filter(({ resourceId, status }) => status === 'succeeded' && resourceId.toLowerCase() === vaultId.toLowerCase());
    const isOf = (operation: string) => (one: { readonly operation: string }): boolean => one.operation.toLowerCase() === operation;
    const deleted = own.findIndex(isOf('microsoft.keyvault/vaults/delete'));
    const made = own.slice(0, Math.max(deleted, 0)).findLast(isOf('microsoft.keyvault/vaults/write'));
    const modified = own.filter(isOf('microsoft.authorization/policies/modify/action'));
    const [last] = modified;
    return known({
      ...(made === undefined ? {} : { recreated: { deletedAt: own[deleted]?.at ?? '', madeAt: made.at, ...(made.caller === undefined ? {} : { caller: made.caller }) } }),
      ...(last === undefined ? {} : { changedByPolicy: { at: last.at, times: modified.length } }),
    });
  },
});
