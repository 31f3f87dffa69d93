/** The Azure half of a plan in Terraform's language, as `terraform fmt` leaves it, for the provider azurerm 3 and 4. */
import { roles } from '../../evidence/vault-access.ts';
import { bindTag } from '../../evidence/workload-identity-keys.ts';
import { assignmentName } from '../assignment-name.ts';
import type { Assignment, AzureDeed } from '../deed.ts';
import type { Change, Plan } from '../plan.ts';
import { byHand, comment, createdBy, halvesOf, heading, identityOf, knownAssignmentName, naming, nothingMissing, otherHalf, resourceParts, saying, type Language, type Page } from './language.ts';

const sign = '#';

export const language: Language = { sign, write };

type Attribute = readonly [name: string, value: string];

function write(plan: Plan, page: Page): string {
  const { azure, cluster } = halvesOf(plan);
  if (azure.length === 0) return `${heading(sign, page, cluster.length === 0 ? nothingMissing : otherHalf('azure', 0).join(''), ...(cluster.length === 0 ? [] : otherHalf('cluster', cluster.length)))}\n`;
  const module = moduleOf(plan, page);
  const blocks = azure.map(({ change, deed }) => [...saying(change).map((line) => comment(sign, line)), ...inTerraform(deed, change, module)].join('\n'));
  const subscriptions = module.subscriptionId === '' ? [] : [`The provider azurerm has to be of subscription ${module.subscriptionId}.`];
  return `${[heading(sign, page, ...subscriptions, ...otherHalf('cluster', cluster.length)), ...module.data.values(), ...blocks].join('\n\n')}\n`;
}

/** What the resources refer to: data sources, each once. */
interface Module {
  readonly subscriptionId: string;
  readonly created: ReadonlySet<string>;
  readonly data: Map<string, string>;
  /** The name of a block among those of its type. */
  readonly label: (of: string, name: string) => string;
  readonly page: Page;
}

function moduleOf(plan: Plan, page: Page): Module {
  const id = page.facts.map(({ identity, vault }) => identity.resourceId ?? vault?.vaultId).find((one) => one !== undefined);
  const { subscriptionId } = resourceParts(id ?? '');
  const namings = new Map<string, ReturnType<typeof naming>>();
  return {
    subscriptionId,
    created: createdBy(plan),
    data: new Map(),
    label: (of, name) => {
      const own = namings.get(of) ?? naming((plain) => plain.toLowerCase().replace(/[^a-z0-9_]/g, '_').replace(/^(?![a-z_])/, '_'));
      namings.set(of, own);
      return own(of, name);
    },
    page,
  };
}

function inTerraform(deed: AzureDeed, change: Change, module: Module): readonly string[] {
  switch (deed.kind) {
    case 'create-identity': {
      const { resourceGroup, name } = resourceParts(deed.identity);
      const reference = identityIn(module, deed.identity);
      const label = module.label('identity', name);
      return [
        block(`resource "azurerm_user_assigned_identity" ${text(label)}`, [
          ['name', text(name)],
          ['resource_group_name', groupIn(module, resourceGroup)],
          ['location', text(deed.location)],
          ['tags', `{ ${Object.entries(bindTag).map(([key, value]) => `${text(key)} = ${text(value)}`).join(', ')} }`],
        ]),
        '',
        block(`output ${text(`${label}_client_id`)}`, [['value', `${reference}.client_id`]]),
      ];
    }
    case 'put-application-credential': {
      const { application, name, issuer, subject, audience } = deed;
      if (change.action === 'update') return byHand(sign, module.page, change, 'Terraform would have to be told the id of this credential, which is not known here.');
      const called = module.page.facts.map(({ identity }) => identity).find((identity) => identity.kind === 'application' && identity.objectId === application)?.name;
      const label = module.label('application', called ?? application);
      module.data.set(`application ${label}`, block(`data "azuread_application" ${text(label)}`, [['object_id', text(application)]]));
      return [
        block(`resource "azuread_application_federated_identity_credential" ${text(module.label('application-credential', name))}`, [
          ['application_id', `data.azuread_application.${label}.id`],
          ['display_name', text(name)],
          ['issuer', text(issuer)],
          ['subject', text(subject)],
          ['audiences', `[${text(audience)}]`],
        ]),
      ];
    }
    case 'put-credential': {
      const { identity, name, issuer, subject, audience } = deed;
      const label = module.label('credential', name);
      const parent = identityIn(module, identity);
      const { subscriptionId, resourceGroup, name: ofIdentity } = resourceParts(identity);
      const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${ofIdentity}/federatedIdentityCredentials/${name}`;
      return [
        // one that is there already is to be changed, not to be made
        ...(change.action === 'update' ? [block('import', [['to', `azurerm_federated_identity_credential.${label}`], ['id', text(id)]]), ''] : []),
        block(`resource "azurerm_federated_identity_credential" ${text(label)}`, [
          ['name', text(name)],
          ['resource_group_name', groupIn(module, resourceGroup)],
          ['parent_id', `${parent}.id`],
          ['issuer', text(issuer)],
          ['subject', text(subject)],
          ['audience', `[${text(audience)}]`],
        ]),
      ];
    }
    case 'assign-role': {
      const name = knownAssignmentName(deed);
      const role = roles[deed.roleId]?.name;
      return [
        block(`resource "azurerm_role_assignment" ${text(module.label('role', nameOf(deed, role)))}`, [
          ...(name === undefined ? [] : [['name', text(name)] as const]),
          ['scope', vaultIn(module, deed.scope)],
          role === undefined ? ['role_definition_id', text(`/subscriptions/${resourceParts(deed.scope).subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${deed.roleId}`)] : ['role_definition_name', text(role)],
          ['principal_id', principalIn(module, deed.principalId)],
          ['principal_type', text('ServicePrincipal')],
        ]),
      ];
    }
    case 'add-access-policy':
      if (change.action === 'update') return byHand(sign, module.page, change, 'Terraform would have to take over the whole policy, keys and certificates with it, which is not for a plan about secrets.');
      return [
        block(`resource "azurerm_key_vault_access_policy" ${text(module.label('policy', resourceParts(deed.vault).name))}`, [
          ['key_vault_id', vaultIn(module, deed.vault)],
          ['tenant_id', text(deed.tenantId)],
          ['object_id', principalIn(module, deed.principalId)],
          ['secret_permissions', `[${deed.secrets.map((one) => text(one.replace(/^[a-z]/, (letter) => letter.toUpperCase()))).join(', ')}]`],
        ]),
      ];
    case 'delete-application-credential':
      return [comment(sign, `Take the azuread_application_federated_identity_credential named ${deed.name} out of where it is declared: Terraform deletes it then.`)];
    case 'delete-credential':
      return [comment(sign, `Take the azurerm_federated_identity_credential named ${deed.name} out of where it is declared: Terraform deletes it then.`)];
    case 'delete-assignment':
      return [comment(sign, `Take the azurerm_role_assignment named ${assignmentName(deed)} out of where it is declared: Terraform deletes it then.`)];
  }
}

function nameOf({ scope, roleId }: Assignment, role: string | undefined): string {
  const { name, secret } = resourceParts(scope);
  return [name, ...(secret === undefined ? [] : [secret]), role ?? roleId].join('_');
}

function groupIn(module: Module, name: string): string {
  const label = module.label('group', name);
  module.data.set(`group ${label}`, block(`data "azurerm_resource_group" ${text(label)}`, [['name', text(name)]]));
  return `data.azurerm_resource_group.${label}.name`;
}

/** An identity: the one that is created here, or a data source. */
function identityIn(module: Module, id: string): string {
  const { resourceGroup, name } = resourceParts(id);
  const label = module.label('identity', name);
  if (module.created.has(id.toLowerCase())) return `azurerm_user_assigned_identity.${label}`;
  const group = groupIn(module, resourceGroup);
  module.data.set(
    `identity ${label}`,
    block(`data "azurerm_user_assigned_identity" ${text(label)}`, [
      ['name', text(name)],
      ['resource_group_name', group],
    ]),
  );
  return `data.azurerm_user_assigned_identity.${label}`;
}

function principalIn(module: Module, principalId: string): string {
  const identity = identityOf(module.page, principalId);
  return identity === undefined ? text(principalId) : `${identityIn(module, identity)}.principal_id`;
}

/** The id of a vault or of a secret of it: by a data source where the provider's subscription has it, else as it is. */
function vaultIn(module: Module, id: string): string {
  const { subscriptionId, resourceGroup, name, secret } = resourceParts(id);
  if (subscriptionId.toLowerCase() !== module.subscriptionId.toLowerCase()) return text(id);
  const label = module.label('vault', name);
  const group = groupIn(module, resourceGroup);
  module.data.set(
    `vault ${label}`,
    block(`data "azurerm_key_vault" ${text(label)}`, [
      ['name', text(name)],
      ['resource_group_name', group],
    ]),
  );
  const reference = `data.azurerm_key_vault.${label}.id`;
  return secret === undefined ? reference : `"\${${reference}}/secrets/${inText(secret)}"`;
}

function block(head: string, attributes: readonly Attribute[]): string {
  const width = Math.max(...attributes.map(([name]) => name.length));
  return [`${head} {`, ...attributes.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`), '}'].join('\n');
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** A quoted template of HCL that is nothing but its text. */
function text(value: string): string {
  return `"${inText(value)}"`;
}

function inText(value: string): string {
  const escaped = value.replace(/[\\"\p{Cc}]/gu, (one) => escapes.get(one) ?? `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`);
  return escaped.replace(/([$%])\{/g, '$1$1{');
}
