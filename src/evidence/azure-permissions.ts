import * as z from 'zod/mini';
import { known } from './answer.ts';
import { defineQuestion } from './question.ts';

const list = z.object({ value: z.array(z.object({ actions: z.optional(z.array(z.string())), notActions: z.optional(z.array(z.string())) })) });

/** Actions of one of the caller's roles on a resource, with `*` for any run of characters. */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** What the operator may do with an Azure resource, as of all roles together. */
export const azurePermissions = defineQuestion({
  name: 'azure permissions',
  rights: [],
  key: (key: { readonly resourceId: string; readonly tenantId: string | null }) => key,
  async ask({ resourceId, tenantId }, world) {
    const path = `${resourceId}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`;
    const { value } = await world.azure.armGet(path, list, tenantId ?? undefined);
    return known<readonly Permission[]>(value.map(({ actions = [], notActions = [] }) => ({ actions, notActions })));
  },
});

/** Whether one of the roles allows an action: what a role takes away, it takes away from itself alone. */
export function allows(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(({ actions, notActions }) => actions.some((one) => covers(one, action)) && !notActions.some((one) => covers(one, action)));
}

function covers(pattern: string, action: string): boolean {
  const parts = pattern.toLowerCase().split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(action.toLowerCase());
}
