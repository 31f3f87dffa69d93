/** The Azure half of a plan as manifests of Azure Service Operator. */
import { stringify } from 'yaml';
import { bindTag } from '../../evidence/workload-identity-keys.ts';
import type { AzureDeed } from '../deed.ts';
import { pendingPrincipalId } from '../pending.ts';
import type { Change, Plan } from '../plan.ts';
import { byHand, comment, createdBy, halvesOf, heading, identityOf, knownAssignmentName, nothingMissing, otherHalf, resourceParts, saying, type Language, type Page } from './language.ts';

const sign = '#';

export const language: Language = { sign, write };

function write(plan: Plan, page: Page): string {
  const { azure, cluster } = halvesOf(plan);
  if (azure.length === 0) return `${heading(sign, page, cluster.length === 0 ? nothingMissing : otherHalf('azure', 0).join(''), ...(cluster.length === 0 ? [] : otherHalf('cluster', cluster.length)))}\n`;
  const created = createdBy(plan);
  const documents = azure.map(({ change, deed }) => {
    const manifest = manifestOf(deed, page, created);
    const said = [...saying(change).map((line) => comment(sign, line)), ...(manifest === undefined ? withoutManifest(deed, change, page) : [])].join('\n');
    return manifest === undefined ? `${said}\n` : `---\n${said}\n${stringify(manifest, { lineWidth: 0 })}`;
  });
  return `${heading(sign, page, ...otherHalf('cluster', cluster.length))}\n${documents.join('')}`;
}

/** Undefined for what no manifest says. */
function manifestOf(deed: AzureDeed, page: Page, created: ReadonlySet<string>): unknown {
  const { namespace } = page;
  const identityOwner = (id: string): unknown => (created.has(id.toLowerCase()) ? { name: objectName(resourceParts(id).name) } : { armId: id });
  switch (deed.kind) {
    case 'create-identity': {
      const { subscriptionId, resourceGroup, name } = resourceParts(deed.identity);
      const object = objectName(name);
      return {
        apiVersion: 'managedidentity.azure.com/v1api20230131',
        kind: 'UserAssignedIdentity',
        metadata: { name: object, namespace },
        spec: {
          azureName: name,
          location: deed.location,
          owner: { armId: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}` },
          tags: bindTag,
          operatorSpec: { configMaps: { clientId: { name: object, key: 'clientId' }, principalId: { name: object, key: 'principalId' } } },
        },
      };
    }
    case 'put-credential': {
      const { identity, name, issuer, subject, audience } = deed;
      return {
        apiVersion: 'managedidentity.azure.com/v1api20230131',
        kind: 'FederatedIdentityCredential',
        metadata: { name: objectName(name), namespace },
        spec: { azureName: name, owner: identityOwner(identity), issuer, subject, audiences: [audience] },
      };
    }
    case 'assign-role': {
      const { scope, roleId, principalId } = deed;
      const { subscriptionId, name: ofScope } = resourceParts(scope);
      const name = knownAssignmentName(deed);
      const identity = principalId === pendingPrincipalId ? identityOf(page, principalId) : undefined;
      const config = identity === undefined ? undefined : objectName(resourceParts(identity).name);
      return {
        apiVersion: 'authorization.azure.com/v1api20220401',
        kind: 'RoleAssignment',
        metadata: { name: objectName(`${ofScope}-${name ?? `${config ?? ''}-${roleId}`}`), namespace },
        spec: {
          ...(name === undefined ? {} : { azureName: name }),
          owner: { armId: scope },
          roleDefinitionReference: { armId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleId}` },
          ...(config === undefined ? { principalId } : { principalIdFromConfig: { name: config, key: 'principalId' } }),
          principalType: 'ServicePrincipal',
        },
      };
    }
    case 'put-application-credential':
    case 'delete-application-credential':
    case 'add-access-policy':
    case 'delete-credential':
    case 'delete-assignment':
      return undefined;
  }
}

function withoutManifest(deed: AzureDeed, change: Change, page: Page): readonly string[] {
  if (deed.kind === 'add-access-policy') return byHand(sign, page, change, 'For the operator a policy is a part of its whole vault, which is not for this plan to declare.');
  if (deed.kind === 'put-application-credential') return byHand(sign, page, change, 'An application is of Microsoft Graph, which the operator does not speak to.');
  return [comment(sign, 'Delete its manifest: the operator deletes it then.')];
}

/** A name of Azure as one of Kubernetes. */
function objectName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9-]/g, '-').replace(/^-+|-+$/g, '').slice(0, 253);
}
