/** The Azure half of a plan as manifests of Azure Service Operator. */
import { stringify } from 'yaml';
import { assignmentName } from '../assignment-name.ts';
import type { AzureDeed } from '../deed.ts';
import type { Change, Plan } from '../plan.ts';
import { byHand, comment, halvesOf, heading, nothingMissing, otherHalf, resourceParts, saying, type Language, type Page } from './language.ts';

const sign = '#';

export const language: Language = { sign, write };

function write(plan: Plan, page: Page): string {
  const { azure, cluster } = halvesOf(plan);
  if (azure.length === 0) return `${heading(sign, page, cluster.length === 0 ? nothingMissing : otherHalf('azure', 0).join(''), ...(cluster.length === 0 ? [] : otherHalf('cluster', cluster.length)))}\n`;
  const documents = azure.map(({ change, deed }) => {
    const manifest = manifestOf(deed, page);
    const said = [...saying(change).map((line) => comment(sign, line)), ...(manifest === undefined ? withoutManifest(deed, change, page) : [])].join('\n');
    return manifest === undefined ? `${said}\n` : `---\n${said}\n${stringify(manifest, { lineWidth: 0 })}`;
  });
  return `${heading(sign, page, ...otherHalf('cluster', cluster.length))}\n${documents.join('')}`;
}

/** Undefined for what no manifest says. */
function manifestOf(deed: AzureDeed, { namespace }: Page): unknown {
  switch (deed.kind) {
    case 'put-credential': {
      const { identity, name, issuer, subject, audience } = deed;
      return {
        apiVersion: 'managedidentity.azure.com/v1api20230131',
        kind: 'FederatedIdentityCredential',
        metadata: { name: objectName(name), namespace },
        spec: { azureName: name, owner: { armId: identity }, issuer, subject, audiences: [audience] },
      };
    }
    case 'assign-role': {
      const { scope, roleId, principalId } = deed;
      const { subscriptionId, name: ofScope } = resourceParts(scope);
      const name = assignmentName(deed);
      return {
        apiVersion: 'authorization.azure.com/v1api20220401',
        kind: 'RoleAssignment',
        metadata: { name: objectName(`${ofScope}-${name}`), namespace },
        spec: {
          azureName: name,
          owner: { armId: scope },
          roleDefinitionReference: { armId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${roleId}` },
          principalId,
          principalType: 'ServicePrincipal',
        },
      };
    }
    case 'add-access-policy':
    case 'delete-credential':
    case 'delete-assignment':
      return undefined;
  }
}

function withoutManifest(deed: AzureDeed, change: Change, page: Page): readonly string[] {
  if (deed.kind === 'add-access-policy') return byHand(sign, page, change, 'For the operator a policy is a part of its whole vault, which is not for this plan to declare.');
  return [comment(sign, 'Delete its manifest: the operator deletes it then.')];
}

/** A name of Azure as one of Kubernetes. */
function objectName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9-]/g, '-').replace(/^-+|-+$/g, '').slice(0, 253);
}
