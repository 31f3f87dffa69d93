import * as z from 'zod/mini';
import { absent, known, unknown, type Answer } from './answer.ts';
import { isGuid, orNotFound, type Identity } from './identity.ts';
import { defineQuestion } from './question.ts';
import type { AzureRight } from './right.ts';

/** An application with everything that a binding needs of it. */
export type BoundApplication = Identity & {
  readonly kind: 'application';
  /** Of the application itself, which credentials are written to; roles are given to the principal. */
  readonly objectId: string;
  /** Absent where it has no service principal in the tenant. */
  readonly principalId?: string;
};

const readApplications: AzureRight = { where: 'azure', action: 'Microsoft Graph: read applications', power: 'read', carriedBy: 'Application.Read.All, or any member of the tenant' };

const select = '$select=id,appId,displayName';
const application = z.object({ id: z.string(), appId: z.string().check(z.refine(isGuid)), displayName: z.optional(z.nullable(z.string())) });
const applications = z.object({ value: z.array(application) });
const principal = z.object({ id: z.string(), accountEnabled: z.optional(z.nullable(z.boolean())), appOwnerOrganizationId: z.string() });

/** The one application of this client id or display name in the operator's tenant, with its service principal there. */
export const namedApplication = defineQuestion({
  name: 'named application',
  rights: [readApplications],
  key: (key: { readonly named: string }) => key,
  async ask({ named }, world): Promise<Answer<BoundApplication>> {
    const path = isGuid(named) ? `/v1.0/applications(appId='${named}')?${select}` : `/v1.0/applications?$filter=${encodeURIComponent(`displayName eq '${named}'`)}&${select}`;
    const found = isGuid(named)
      ? [await orNotFound(() => world.azure.graphGet(path, application))].filter((one) => one !== undefined)
      : (await world.azure.graphGet(path, applications)).value;
    const [first, second] = found;
    if (first === undefined) return absent(`there is no application ${named} in the tenant of this login`);
    if (second !== undefined) {
      return unknown({ reason: 'not-asked', needs: `one application: ${found.length} are called ${named}; name it by its client id, among them ${first.appId} and ${second.appId}` });
    }
    const { id: objectId, appId: clientId, displayName } = first;
    const ofTenant = await orNotFound(() => world.azure.graphGet(`/v1.0/servicePrincipals(appId='${clientId}')?$select=id,accountEnabled,appOwnerOrganizationId`, principal));
    return known({
      clientId,
      kind: 'application',
      name: displayName ?? clientId,
      objectId,
      ...(ofTenant === undefined ? {} : { principalId: ofTenant.id, tenantId: ofTenant.appOwnerOrganizationId }),
      ...(typeof ofTenant?.accountEnabled === 'boolean' ? { enabled: ofTenant.accountEnabled } : {}),
      hasServicePrincipal: ofTenant !== undefined,
    });
  },
});
