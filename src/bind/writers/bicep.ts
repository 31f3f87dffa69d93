/** The Azure half of a plan in Bicep: a file for the resource group of the identity, or, where only the vault lacks something, of the vault. */
import { bindTag } from '../../evidence/workload-identity-keys.ts';
import { az, word } from '../../problems/step.ts';
import { assignmentName } from '../assignment-name.ts';
import type { Assignment, AzureDeed } from '../deed.ts';
import type { Change, Plan } from '../plan.ts';
import { byHand, command, comment, createdBy, halvesOf, heading, identityOf, knownAssignmentName, naming, nothingMissing, otherHalf, resourceParts, saying, type Language, type Made, type Page } from './language.ts';

const sign = '//';

export const language: Language = { sign, write };

const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const versions = { identity: '2023-01-31', vault: '2023-07-01', role: '2022-04-01', deployment: '2022-09-01' };

function write(plan: Plan, page: Page): string {
  const { azure, cluster } = halvesOf(plan);
  if (azure.length === 0) return `${heading(sign, page, cluster.length === 0 ? nothingMissing : otherHalf('azure', 0).join(''), ...(cluster.length === 0 ? [] : otherHalf('cluster', cluster.length)))}\n`;
  const file = fileOf(plan, azure, page);
  const blocks = azure.map(({ change, deed }) => [...saying(change).map((line) => comment(sign, line)), ...inBicep(deed, change, file)].join('\n'));
  const { subscriptionId, resourceGroup } = file.home;
  const deploy = az('', 'deployment', 'group', 'create', '--subscription', word(subscriptionId, 'guid', 'subscription'), '-g', word(resourceGroup, 'resource-name', 'resource-group'), '-f', 'workload-identity.bicep');
  return `${[`${heading(sign, page, ...otherHalf('cluster', cluster.length))}\n${sign} ${command(page, deploy)}`, ...file.existing.values(), ...blocks].join('\n\n')}\n`;
}

interface Group {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
}

interface File {
  /** The resource group that it is deployed to. */
  readonly home: Group;
  readonly created: ReadonlySet<string>;
  /** What is there and referred to, each once. */
  readonly existing: Map<string, string>;
  /** The credential that was written last for an identity: Azure refuses two writes at once. */
  readonly lastCredential: Map<string, string>;
  readonly symbol: (of: string, text: string) => string;
  readonly page: Page;
}

function fileOf(plan: Plan, azure: readonly Made<AzureDeed>[], page: Page): File {
  const ofIdentity = azure.flatMap(({ deed }) => ('identity' in deed ? [deed.identity] : []));
  const ofVault = azure.flatMap(({ deed }) => ('vault' in deed ? [deed.vault] : 'scope' in deed ? [deed.scope] : []));
  const { subscriptionId, resourceGroup } = resourceParts([...ofIdentity, ...ofVault][0] ?? '');
  return { home: { subscriptionId, resourceGroup }, created: createdBy(plan), existing: new Map(), lastCredential: new Map(), symbol: naming(symbolOf), page };
}

/** `shop-orders-1a2b` → `shopOrders1a2b`. */
function symbolOf(text: string): string {
  const [first = '', ...more] = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = [first.toLowerCase(), ...more.map((one) => one.charAt(0).toUpperCase() + one.slice(1))].join('');
  return /^[a-z]/.test(joined) ? joined : `n${joined}`;
}

function inBicep(deed: AzureDeed, change: Change, file: File): readonly string[] {
  switch (deed.kind) {
    case 'create-identity': {
      const { name } = resourceParts(deed.identity);
      const symbol = identityIn(file, deed.identity);
      return [resource(symbol, `${identityType}@${versions.identity}`, { name, location: deed.location, tags: bindTag }), '', `output ${symbol}ClientId string = ${symbol}.properties.clientId`];
    }
    case 'put-application-credential':
      return byHand(sign, file.page, change, 'An application is of Microsoft Graph, for which Bicep needs an extension that its configuration has to name.');
    case 'put-credential': {
      const { identity, name, issuer, subject, audience } = deed;
      const symbol = file.symbol('credential', name);
      const before = file.lastCredential.get(identity);
      file.lastCredential.set(identity, symbol);
      return [
        resource(symbol, `${identityType}/federatedIdentityCredentials@${versions.identity}`, {
          parent: code(identityIn(file, identity)),
          name,
          properties: { issuer, subject, audiences: [audience] },
          ...(before === undefined ? {} : { dependsOn: [code(before)] }),
        }),
      ];
    }
    case 'assign-role': {
      const { subscriptionId, name, secret } = resourceParts(deed.scope);
      const symbol = file.symbol('role', `${name}${secret === undefined ? '' : `-${secret}`}-role`);
      // an expression of what is known before the deployment begins
      const assignment = knownAssignmentName(deed) ?? code(`guid(${[deed.scope, identityOf(file.page, deed.principalId) ?? '', deed.roleId].map(text).join(', ')})`);
      const properties = (roleDefinitionId: Value): Value => ({ roleDefinitionId, principalId: principalIn(file, deed), principalType: 'ServicePrincipal' });
      const type = 'Microsoft.Authorization/roleAssignments';
      const definitions = 'Microsoft.Authorization/roleDefinitions';
      if (isHome(file, deed.scope)) {
        const definition = code(`subscriptionResourceId(${text(definitions)}, ${text(deed.roleId)})`);
        return [resource(symbol, `${type}@${versions.role}`, { scope: code(vaultIn(file, deed.scope)), name: assignment, properties: properties(definition) })];
      }
      const there = { type, apiVersion: versions.role, scope: `Microsoft.KeyVault/vaults/${name}${secret === undefined ? '' : `/secrets/${secret}`}`, name: assignment, properties: properties(`/subscriptions/${subscriptionId}/providers/${definitions}/${deed.roleId}`) };
      return [elsewhere(symbol, deed.scope, there)];
    }
    case 'add-access-policy': {
      const { name } = resourceParts(deed.vault);
      const symbol = file.symbol('policy', `${name}-policy`);
      const properties = { accessPolicies: [{ tenantId: deed.tenantId, objectId: principalIn(file, deed), permissions: { secrets: deed.secrets } }] };
      const type = 'Microsoft.KeyVault/vaults/accessPolicies';
      // `add` is no name but what is done: the policies of others stay
      if (isHome(file, deed.vault)) return [resource(symbol, `${type}@${versions.vault}`, { parent: code(vaultIn(file, deed.vault)), name: 'add', properties })];
      return [elsewhere(symbol, deed.vault, { type, apiVersion: versions.vault, name: `${name}/add`, properties })];
    }
    case 'delete-application-credential':
    case 'delete-credential':
      return [comment(sign, `Bicep deletes nothing: take the credential ${deed.name} out of where it is declared, and delete it with -o az.`)];
    case 'delete-assignment':
      return [comment(sign, `Bicep deletes nothing: take the role assignment ${assignmentName(deed)} out of where it is declared, and delete it with -o az.`)];
  }
}

function isHome({ home }: File, id: string): boolean {
  const { subscriptionId, resourceGroup } = resourceParts(id);
  return subscriptionId.toLowerCase() === home.subscriptionId.toLowerCase() && resourceGroup.toLowerCase() === home.resourceGroup.toLowerCase();
}

/** A deployment to the resource group of another resource: what extends a resource can be written there alone. */
function elsewhere(symbol: string, id: string, resourceThere: Value): string {
  const { subscriptionId, resourceGroup, name } = resourceParts(id);
  return resource(symbol, `Microsoft.Resources/deployments@${versions.deployment}`, {
    name: `workload-identity-${name}`,
    subscriptionId,
    resourceGroup,
    properties: {
      mode: 'Incremental',
      template: { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [resourceThere] },
    },
  });
}

/** The symbol of an identity that is there. */
function identityIn(file: File, id: string): string {
  const { subscriptionId, resourceGroup, name } = resourceParts(id);
  const symbol = file.symbol('identity', name);
  if (file.created.has(id.toLowerCase())) return symbol;
  const scope = isHome(file, id) ? {} : { scope: code(`resourceGroup(${text(subscriptionId)}, ${text(resourceGroup)})`) };
  file.existing.set(symbol, resource(symbol, `${identityType}@${versions.identity}`, { name, ...scope }, 'existing '));
  return symbol;
}

/** The symbol of a vault that is there, or of a secret of it. */
function vaultIn(file: File, id: string): string {
  const { name, secret } = resourceParts(id);
  const symbol = file.symbol('vault', name);
  file.existing.set(symbol, resource(symbol, `Microsoft.KeyVault/vaults@${versions.vault}`, { name }, 'existing '));
  if (secret === undefined) return symbol;
  const ofSecret = file.symbol('secret', `${name}-${secret}`);
  file.existing.set(ofSecret, resource(ofSecret, `Microsoft.KeyVault/vaults/secrets@${versions.vault}`, { parent: code(symbol), name: secret }, 'existing '));
  return ofSecret;
}

function principalIn(file: File, { principalId }: Pick<Assignment, 'principalId'>): Value {
  const identity = identityOf(file.page, principalId);
  return identity === undefined ? principalId : code(`${identityIn(file, identity)}.properties.principalId`);
}

type Value = string | Code | readonly Value[] | { readonly [name: string]: Value };

/** An expression, written as it is. */
class Code {
  readonly expression: string;
  constructor(expression: string) {
    this.expression = expression;
  }
}

function code(expression: string): Code {
  return new Code(expression);
}

function resource(symbol: string, type: string, body: { readonly [name: string]: Value }, existing = ''): string {
  return `resource ${symbol} ${text(type)} ${existing}= ${written(body, '')}`;
}

function written(value: Value, indent: string): string {
  if (typeof value === 'string') return text(value);
  if (value instanceof Code) return value.expression;
  const inner = `${indent}  `;
  if (isList(value)) return `[\n${value.map((one) => `${inner}${written(one, inner)}\n`).join('')}${indent}]`;
  return `{\n${Object.entries(value).map(([name, one]) => `${inner}${/^[A-Za-z]\w*$/.test(name) ? name : text(name)}: ${written(one, inner)}\n`).join('')}${indent}}`;
}

function isList(value: readonly Value[] | { readonly [name: string]: Value }): value is readonly Value[] {
  return Array.isArray(value);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** A string of Bicep that is nothing but its text. */
function text(value: string): string {
  const escaped = value.replace(/[\\'\p{Cc}]/gu, (one) => escapes.get(one) ?? `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`);
  return `'${escaped.replace(/\$+(?=\{)/g, (dollars) => dollars.replaceAll('$', '\\$'))}'`;
}
