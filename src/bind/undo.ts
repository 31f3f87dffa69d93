/** What takes back what `bind` did, and nothing else. */
import { allows } from '../evidence/azure-permissions.ts';
import { boundAnnotation, clientIdAnnotation, tenantIdAnnotation, useLabel } from '../evidence/workload-identity-keys.ts';
import { scopeOf } from '../evidence/vault-access.ts';
import { objectPath } from '../evidence/workload-collections.ts';
import { credentialName, deleteIdentity } from '../problems/mend.ts';
import { deleteCredential } from './credential-deed.ts';
import { keyOfIdentity } from './chosen-identity.ts';
import { classPath, containerOf, mountPath, mountText, volumeName } from './csi.ts';
import type { Facts } from './facts.ts';
import { fieldManager, isOwned, ownFields } from './owned-fields.ts';
import { isRefusal, parts, placed, unchanged, type ChangedField, type Plan, type PlannedChange, type Refusal } from './plan.ts';
import { readRecord } from './record.ts';
import { assignmentName } from './assignment-name.ts';
import { nested, templateForms } from './template.ts';

/** The facts of one target, and what else uses the service account. */
export interface BoundFacts {
  readonly facts: Facts;
  /** `deployment/billing`, `pod/…`. */
  readonly others: readonly string[];
  /** Pods that mount the SecretProviderClass and are not the target's. */
  readonly mountedBy: readonly string[];
}

/** Undoes the latest first: the template, whose pods are made anew, then the account, then what Azure has. */
function undoOf({ facts, others, mountedBy }: BoundFacts): Plan {
  const shared = others.slice(0, 3).join(', ');
  const { namespace } = facts.account;
  const outcomes = [placed(namespace, undoTemplate(facts)), placed(namespace, undoClass(facts, mountedBy)), placed(namespace, undoAccount(facts, shared)), undoRole(facts, shared), undoCredential(facts, shared), undoIdentity(facts)].filter((one) => one !== undefined);
  return { changes: outcomes.filter((one): one is PlannedChange => !isRefusal(one)), refusals: outcomes.filter(isRefusal) };
}

const order = parts.toReversed();

/** The undoing of several targets as one: all templates first, and what two of them share once. */
export function joinUndoings(bound: readonly BoundFacts[]): Plan {
  const plans = bound.map((one) => ({ ...undoOf(one), identity: keyOfIdentity(one.facts.identity) }));
  const changes = new Map(plans.flatMap(({ changes, identity }) => changes.map((planned) => [JSON.stringify([planned.change.part, planned.change.object, planned.change.namespace ?? identity]), planned])));
  return {
    changes: [...changes.values()].sort((a, b) => order.indexOf(a.change.part) - order.indexOf(b.change.part)),
    refusals: plans.flatMap(({ refusals }) => refusals),
  };
}

function undoTemplate({ workload, objects, csi, shape }: Facts): PlannedChange | undefined {
  const { owner, template: present, target } = workload;
  const form = templateForms[owner.kind];
  if (target.kind === 'serviceaccount' || form === undefined || present === undefined) return undefined;
  const object = `${owner.kind}/${owner.name}`;
  const own = ownFields(objects.workload);
  if (own.length === 0) return unchanged('pod template', object, 'Nothing on it is ours.');
  const path = objectPath(owner);
  const namesAccount = isOwned(own, ...form.template, 'spec', 'serviceAccountName');
  const hasLabel = isOwned(own, ...form.template, 'metadata', 'labels', useLabel);
  const mounting = shape === undefined ? undefined : containerOf(csi?.request.container, shape);
  const mount = csi !== undefined && mounting !== undefined && isOwned(own, ...form.template, 'spec', 'volumes') ? { volume: csi.request.name, container: mounting } : undefined;
  const fields: ChangedField[] = [
    ...(mount === undefined ? [] : [{ name: 'volume', was: mountText(mount.volume, mount.container) }]),
    ...(hasLabel ? [{ name: `label ${useLabel}`, was: present.labels[useLabel] ?? '' }] : []),
    ...(namesAccount ? [{ name: 'serviceAccountName', was: present.serviceAccount }] : []),
  ];
  // one patch for all, or the pods would be made anew twice; by an apply that leaves the account out, the old field of
  // the same meaning would stay, and the API server would fill the name in again from it
  const spec = {
    ...(namesAccount ? { serviceAccountName: null, serviceAccount: null } : {}),
    ...(mount === undefined ? {} : { volumes: [{ name: volumeName, $patch: 'delete' }], containers: [{ name: mount.container, volumeMounts: [{ mountPath, $patch: 'delete' }] }] }),
  };
  const template = { ...(hasLabel ? { metadata: { labels: { [useLabel]: null } } } : {}), ...(Object.keys(spec).length === 0 ? {} : { spec }) };
  const patch = {
    metadata: { annotations: { [boundAnnotation]: null } },
    ...(Object.keys(template).length === 0 ? {} : nested(form.template, template)),
  };
  return {
    change: { part: 'pod template', action: 'update', object, fields, notes: ['Its pods are made anew.'], steps: [] },
    deed: { kind: 'merge', path, patch },
  };
}

function undoClass({ account, csi }: Facts, mountedBy: readonly string[]): PlannedChange | undefined {
  if (csi?.bound === undefined) return undefined;
  const object = `secretproviderclass/${csi.request.name}`;
  if (readRecord(csi.bound.record)?.created !== true) return unchanged('secret provider class', object, 'It stays: bind did not make it.');
  if (csi.bound.managers.some(({ manager }) => manager !== fieldManager)) return unchanged('secret provider class', object, 'It stays: somebody else has set something on it.');
  if (mountedBy.length > 0) return unchanged('secret provider class', object, `It stays: ${mountedBy.slice(0, 3).join(', ')} mounts it.`);
  return {
    change: { part: 'secret provider class', action: 'delete', object, fields: [], notes: ['It was made by bind, and nobody else has set anything on it.'], steps: [] },
    deed: { kind: 'delete', path: classPath(account.namespace, csi.request.name) },
  };
}

function undoAccount({ account, objects }: Facts, shared: string): PlannedChange | undefined {
  const object = `serviceaccount/${account.name}`;
  if (objects.account === undefined || account.present === undefined) return undefined;
  const own = ownFields(objects.account);
  if (own.length === 0) return unchanged('service account', object, 'Nothing on it is ours.');
  if (shared !== '') return unchanged('service account', object, `It stays: ${shared} uses it too.`);
  const path = objectPath({ ...account, kind: 'serviceaccount' });
  const keys = [clientIdAnnotation, tenantIdAnnotation].filter((key) => isOwned(own, 'metadata', 'annotations', key));
  const onlyOurs = objects.account.managers.every(({ manager }) => manager === fieldManager);
  if (readRecord(objects.account.record)?.created === true && onlyOurs) {
    return {
      change: { part: 'service account', action: 'delete', object, fields: [], notes: ['It was made by bind, and nobody else has set anything on it.'], steps: [] },
      deed: { kind: 'delete', path },
    };
  }
  const taken = [...keys, boundAnnotation];
  // what the script of `-o az` sets, it sets by an update, and no apply takes that away
  const byUpdate = objects.account.managers.some(({ manager, applies, fields }) => manager === fieldManager && !applies && fields.length > 0);
  const empty = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account.name, namespace: account.namespace } };
  return {
    change: {
      part: 'service account',
      action: 'update',
      object,
      fields: taken.map((key) => ({ name: `annotation ${key}`, was: account.present?.annotations[key] ?? 'what bind wrote' })),
      notes: [],
      steps: [],
    },
    deed: byUpdate ? { kind: 'merge', path, patch: { metadata: { annotations: Object.fromEntries(taken.map((key) => [key, null])) } } } : { kind: 'apply', path, object: empty },
  };
}

function undoRole({ request, identity, presented, credentials, vault, permissions }: Facts, shared: string): PlannedChange | Refusal | undefined {
  if (request.vault === undefined || vault === undefined) return undefined;
  const object = `${request.vault.name} for ${identity.name}`;
  if (vault.model === 'access-policy') return unchanged('access policy', object, 'It stays: a policy does not say who wrote it.');
  const ours = { scope: scopeOf(vault.vaultId, request.vault.secret ?? null), roleId: request.vault.roleId, principalId: identity.principalId, of: { issuer: presented.issuer, subject: presented.subject }, tenantId: identity.tenantId };
  const name = assignmentName(ours);
  if (vault.assignments?.some((one) => one.name?.toLowerCase() === name) !== true) return unchanged('role assignment', object, 'None is ours.');
  const others = credentials.filter(({ subject, issuer }) => subject !== presented.subject || issuer !== presented.issuer);
  if (shared !== '' || others.length > 0) return unchanged('role assignment', object, `It stays: ${shared === '' ? `${others.length} other credentials of ${identity.name} may need it` : `${shared} needs it`}.`);
  const needed = 'Microsoft.Authorization/roleAssignments/delete';
  if (!allows(permissions.vault, needed)) return { what: `you may not take roles away on ${request.vault.name}: needs ${needed}`, steps: [] };
  return {
    change: { part: 'role assignment', action: 'delete', object, fields: [], notes: [], steps: [] },
    deed: { kind: 'delete-assignment', ...ours },
  };
}

function undoCredential({ request, identity, presented, credentials, permissions }: Facts, shared: string): PlannedChange | Refusal | undefined {
  const name = request.credentialName ?? credentialName(presented);
  const own = credentials.find((one) => one.name === name && one.issuer === presented.issuer && one.subject === presented.subject);
  const object = `${name} on ${identity.name}`;
  if (own === undefined) return unchanged('federated credential', object, 'None is ours.');
  if (shared !== '') return unchanged('federated credential', object, `It stays: ${shared} needs it.`);
  const needed = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/delete';
  if (identity.kind !== 'application' && !allows(permissions.identity, needed)) return { what: `you may not delete credentials of ${identity.name}: needs ${needed}`, steps: [] };
  return {
    change: { part: 'federated credential', action: 'delete', object, fields: [{ name: 'subject', was: presented.subject }], notes: [], steps: [] },
    deed: deleteCredential(identity, name),
  };
}

/** Deleted, it could not be had back: another of its name has other ids. */
function undoIdentity({ identity }: Facts): PlannedChange | undefined {
  if (identity.madeByBind !== true) return undefined;
  const { change } = unchanged('identity', identity.name, 'It was made by bind, and stays: whether something else uses it cannot be seen from here.');
  return { change: { ...change, steps: [deleteIdentity(identity)] } };
}
