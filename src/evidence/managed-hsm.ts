import * as z from 'zod/mini';
import { known, type Answer } from './answer.ts';
import { defineQuestion } from './question.ts';
import type { AzureRight } from './right.ts';
import type { VaultObjectSubject } from './subject.ts';

const readHsms: AzureRight = { where: 'azure', action: 'Microsoft.KeyVault/managedHSMs/read', power: 'read', carriedBy: 'role Reader' };

const row = z.object({ id: z.string() });

/** Whether the operator sees a Managed HSM of this name; asked only where no vault has it. */
export const managedHsm = defineQuestion({
  name: 'managed HSM',
  rights: [readHsms],
  key: ({ vaultObject, login }: VaultObjectSubject) => ({ name: vaultObject.vaultName, tenantId: login.tenantId?.value ?? null }),
  async ask({ name, tenantId }, world): Promise<Answer<{ readonly found: boolean }>> {
    const query = `resources | where type =~ 'microsoft.keyvault/managedhsms' and name =~ '${name}' | project id`;
    const rows = await world.azure.resourceGraph(query, row, tenantId ?? undefined);
    return known({ found: rows.length > 0 });
  },
});
