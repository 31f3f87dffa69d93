/** Azure Resource Graph for five questions: identities by one of their fields, vaults, managed HSMs and resource groups by name, AKS clusters by issuer (`azure-wire.md` §2.3). */
import { vaultProperties } from './arm-vaults.ts';
import type { Caller } from './caller.ts';
import { asObject, json, parseObject, same } from './wire.ts';
import type { Answer, Call } from './wire.ts';
import { clusterId, identityId, location, vaultId } from './world.ts';
import type { World } from './world.ts';

type Row = Readonly<Record<string, unknown>>;

const defaultPage = 1000;

export function answerResourceGraph(call: Call, caller: Caller, world: World): Answer {
  const body = parseObject(call.body);
  const query = body?.['query'];
  const rows = typeof query === 'string' ? rowsOf(query, caller, world) : undefined;
  if (typeof query !== 'string' || rows === undefined) return invalidQuery();
  const wanted = Array.isArray(body?.['subscriptions']) ? body['subscriptions'].map(String) : undefined;
  const visible = rows.filter((row) => wanted === undefined || wanted.some((id) => same(id, String(row['subscriptionId']))));
  const options = asObject(body?.['options']) ?? {};
  const start = Number(options['$skipToken'] ?? 0) || 0;
  const next = start + (Number(options['$top'] ?? defaultPage) || defaultPage);
  const data = visible.slice(start, next).map((row) => project(query, row));
  const more = next < visible.length;
  return json(
    200,
    { totalRecords: visible.length, count: data.length, data, facets: [], resultTruncated: 'false', ...(more ? { $skipToken: String(next) } : {}) },
    { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' },
  );
}

/** Undefined for a query about neither type. Without the right, as without any Reader role: no rows, and no error. */
function rowsOf(query: string, caller: Caller, world: World): readonly Row[] | undefined {
  if (/^resourcecontainers\b.*'microsoft\.resources\/subscriptions\/resourcegroups'/i.test(query)) return caller.may('resource-graph') ? groupRows(query, caller, world) : [];
  if (/'microsoft\.keyvault\/managedhsms'/i.test(query)) return caller.may('resource-graph') ? hsmRows(query, caller, world) : [];
  if (/'microsoft\.containerservice\/managedclusters'/i.test(query)) return caller.may('resource-graph') ? clusterRows(query, caller, world) : [];
  const ofIdentities = /'microsoft\.managedidentity\/userassignedidentities'/i.test(query);
  if (!ofIdentities && !/'microsoft\.keyvault\/vaults'/i.test(query)) return undefined;
  if (!caller.may('resource-graph')) return [];
  const inTenant = (tenantId: string): boolean => same(tenantId, caller.bearer.claims.tid);
  if (!ofIdentities) {
    const isNamed = condition(query, 'name');
    return world.vaults.filter(({ state }) => inTenant(state.tenantId) && isNamed(state.name)).map((vault) => vaultRow(vault, world));
  }
  const asked = (['clientId', 'principalId', 'name', 'resourceGroup', 'subscriptionId'] as const).map((field) => ({ field, holds: condition(query, field) }));
  return world.identities
    .filter(({ state }) => state.systemAssigned !== true && inTenant(state.tenantId) && asked.every(({ field, holds }) => holds(state[field])))
    .map(({ state }) => identityRow(state));
}

/** `FIELD =~ 'x'` in a `where`, `FIELD == 'x'` or `FIELD in~ ('x', 'y')`, also under `tostring(…)`; without one everything matches. */
function condition(query: string, field: string): (value: string) => boolean {
  const found = new RegExp(`\\b${field}\\)*\\s*(?:=~|==|in~|in)\\s*(\\([^)]*\\)|'[^']*')`, 'i').exec(query);
  if (found === null) return () => true;
  const values = [...(found[1] ?? '').matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '');
  return (value) => values.some((wanted) => same(wanted, value));
}

function identityRow(state: World['identities'][number]['state']): Row {
  const { name, resourceGroup, subscriptionId, tenantId, clientId, principalId, tags = null } = state;
  return {
    id: identityId(state),
    name,
    type: 'microsoft.managedidentity/userassignedidentities',
    location,
    resourceGroup: resourceGroup.toLowerCase(),
    subscriptionId,
    tenantId,
    tags,
    properties: { tenantId, clientId, principalId },
  };
}

function groupRows(query: string, caller: Caller, world: World): readonly Row[] {
  const isNamed = condition(query, 'name');
  return world.resourceGroups
    .filter(({ name, tenantId }) => same(tenantId, caller.bearer.claims.tid) && isNamed(name))
    .map(({ name, subscriptionId, tenantId, location: at }) => ({ id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`, name, type: 'microsoft.resources/subscriptions/resourcegroups', location: at, subscriptionId, tenantId }));
}

function hsmRows(query: string, caller: Caller, world: World): readonly Row[] {
  const isNamed = condition(query, 'name');
  return world.managedHsms
    .filter(({ name, tenantId }) => same(tenantId, caller.bearer.claims.tid) && isNamed(name))
    .map(({ name, subscriptionId, resourceGroup, tenantId }) => ({ id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/managedHSMs/${name}`, name, type: 'microsoft.keyvault/managedhsms', location, subscriptionId, tenantId }));
}

function clusterRows(query: string, caller: Caller, world: World): readonly Row[] {
  const isIssuer = condition(query, 'issuerURL');
  return world.clusters
    .filter(({ tenantId, issuer }) => same(tenantId, caller.bearer.claims.tid) && isIssuer(issuer))
    .map((state) => ({
      id: clusterId(state),
      name: state.name,
      type: 'microsoft.containerservice/managedclusters',
      location,
      resourceGroup: state.resourceGroup.toLowerCase(),
      subscriptionId: state.subscriptionId,
      tenantId: state.tenantId,
      tags: null,
      properties: { oidcIssuerProfile: { enabled: true, issuerURL: state.issuer }, apiServerAccessProfile: { enableVnetIntegration: state.vnetIntegration === true } },
    }));
}

function vaultRow(vault: World['vaults'][number], world: World): Row {
  const { name, resourceGroup, subscriptionId, tenantId } = vault.state;
  return {
    id: vaultId(vault.state),
    name,
    type: 'microsoft.keyvault/vaults',
    location,
    resourceGroup: resourceGroup.toLowerCase(),
    subscriptionId,
    tenantId,
    tags: null,
    properties: vaultProperties(vault, world),
  };
}

/** The last `project`: columns, and `name=path` or `name=tostring(path)`; without one the whole row. */
function project(query: string, row: Row): Row {
  const columns = query.match(/\|\s*project\s+([^|]+)/gi)?.at(-1)?.replace(/^\|\s*project\s+/i, '');
  if (columns === undefined) return row;
  return Object.fromEntries(
    columns.split(',').map((column) => {
      const [name = '', expression = name] = column.split(/=(?!~)/).map((part) => part.trim());
      const path = /^\w+\(([\w.]+)\)$/.exec(expression)?.[1] ?? expression;
      return [name, path.split('.').reduce<unknown>((value, key) => asObject(value)?.[key], row) ?? null];
    }),
  );
}

function invalidQuery(): Answer {
  return json(400, {
    error: {
      code: 'BadRequest',
      message: `Please provide below info when asking for support: timestamp = ${new Date().toISOString()}, correlationId = 00000000-0000-0000-0000-000000000000.`,
      details: [{ code: 'InvalidQuery', message: 'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.' }],
    },
  });
}
