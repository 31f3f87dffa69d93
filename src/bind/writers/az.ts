/** A plan as a script for sh: az and kubectl, one command for each change. */
import { roles } from '../../evidence/vault-access.ts';
import { bindTag } from '../../evidence/workload-identity-keys.ts';
import type { Presented } from '../../problems/mend.ts';
import { az, kubectl, word, type Step } from '../../problems/step.ts';
import { wrapCommand } from '../../terminal/wrap.ts';
import { assignmentName } from '../assignment-name.ts';
import { isOfKube, type AzureDeed, type KubeDeed } from '../deed.ts';
import { fieldManager } from '../owned-fields.ts';
import { pendingClientId, pendingPrincipalId } from '../pending.ts';
import type { Change, Plan } from '../plan.ts';
import { command, comment, heading, knownAssignmentName, nothingMissing, resourceParts, saying, type Language, type Page } from './language.ts';
import { objectAt } from './object-at.ts';

const sign = '#';

export const language: Language = { sign, refuse: 'exit 1', write };

function write({ changes }: Plan, page: Page): string {
  const made = changes.flatMap(({ change, deed }) => (deed === undefined ? [] : [{ change, deed }]));
  if (made.length === 0) return `#!/bin/sh\n${heading(sign, page, nothingMissing)}\n`;
  const rollouts = made.flatMap(({ change, deed }) => ((deed.kind === 'apply' && change.part === 'pod template') || deed.kind === 'restart' ? rolloutOf(deed) : []));
  const sections = [
    `#!/bin/sh\n${heading(sign, page, 'Needs az, signed in, and kubectl with the plugin wi. It may be run again: what is there already stays.')}\nset -eu`,
    ...made.map(({ change, deed }) => section(saying(change), isOfKube(deed) ? inCluster(deed, change, page) : inAzure(deed, change, page))),
    ...(rollouts.length === 0 ? [] : [section(['Until the new pods run.'], rollouts.map((step) => pasted(page, step)))]),
    section(['Azure takes its time: this waits until Entra and the vault let the workload in.'], [pasted(page, page.doctor)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** A command over as many lines as it takes to be read, with variables for what only the script comes to know. */
function pasted({ argv }: Page, step: Step): string {
  const written = wrapCommand(argv(step), 'posix', 100).join('\n');
  return variables.reduce((text, [marker, name]) => text.replaceAll(`'${marker}'`, `"$${name}"`).replaceAll(marker, `'"$${name}"'`), written);
}

const variables = [
  [pendingClientId, 'client_id'],
  [pendingPrincipalId, 'principal_id'],
] as const;

function principal(id: string): string {
  return id === pendingPrincipalId ? id : word(id, 'guid', 'principal-id');
}

function section(said: readonly string[], commands: readonly string[]): string {
  return [...said.map((line) => comment(sign, line)), ...commands].join('\n');
}

function inAzure(deed: AzureDeed, { action }: Change, page: Page): readonly string[] {
  const written = (...argv: readonly string[]): string => pasted(page, az('', ...argv));
  switch (deed.kind) {
    case 'create-identity': {
      const { subscriptionId, resourceGroup, name } = resourceParts(deed.identity);
      const which = ['-g', word(resourceGroup, 'resource-name', 'resource-group'), '-n', word(name, 'resource-name', 'identity'), '--subscription', word(subscriptionId, 'guid', 'subscription')];
      const asked = (property: string): string => command(page, az('', 'identity', 'show', ...which, '--query', property, '--output', 'tsv'));
      const tags = Object.entries(bindTag).map(([key, value]) => `${key}=${value}`);
      return [written('identity', 'create', ...which, '-l', word(deed.location, 'location', 'location'), '--tags', ...tags, ...quiet), `client_id=$(${asked('clientId')})`, `principal_id=$(${asked('principalId')})`];
    }
    case 'put-application-credential': {
      const { application, name, ...presented } = deed;
      const which = ['--id', word(application, 'guid', 'object-id')];
      const called = word(name, 'credential-name', 'credential');
      const said = (more: object): string => JSON.stringify({ ...more, ...saidOf(presented) });
      if (action === 'update') return [written('ad', 'app', 'federated-credential', 'update', ...which, '--federated-credential-id', called, '--parameters', said({}), ...quiet)];
      // Graph refuses a second one of that name
      const present = command(page, az('', 'ad', 'app', 'federated-credential', 'list', ...which, '--query', `[?name=='${called}'].name`, '--output', 'tsv'));
      return [`if [ -z "$(${present})" ]; then`, `  ${command(page, az('', 'ad', 'app', 'federated-credential', 'create', ...which, '--parameters', said({ name: called }), ...quiet))}`, 'fi'];
    }
    case 'delete-application-credential':
      return [written('ad', 'app', 'federated-credential', 'delete', '--id', word(deed.application, 'guid', 'object-id'), '--federated-credential-id', word(deed.name, 'credential-name', 'credential'))];
    case 'put-credential': {
      const { identity, name, ...presented } = deed;
      const { issuer, subject, audiences } = saidOf(presented);
      const says = ['--issuer', issuer, '--subject', subject, '--audiences', ...audiences];
      return [written('identity', 'federated-credential', action === 'update' ? 'update' : 'create', ...credential(identity, name), ...says, ...quiet)];
    }
    case 'delete-credential':
      return [written('identity', 'federated-credential', 'delete', ...credential(deed.identity, deed.name), '--yes')];
    case 'assign-role': {
      const { roleId, principalId, scope } = deed;
      const known = knownAssignmentName(deed);
      const who = ['--assignee-object-id', principal(principalId), '--assignee-principal-type', 'ServicePrincipal'];
      return [written('role', 'assignment', 'create', ...(known === undefined ? [] : ['--name', known]), '--role', roles[roleId]?.name ?? word(roleId, 'guid', 'role'), ...who, '--scope', word(scope, 'resource-id', 'scope'), ...quiet)];
    }
    case 'delete-assignment':
      return [written('role', 'assignment', 'delete', '--ids', `${word(deed.scope, 'resource-id', 'scope')}/providers/Microsoft.Authorization/roleAssignments/${assignmentName(deed)}`)];
    case 'add-access-policy': {
      const { subscriptionId, resourceGroup, name } = resourceParts(deed.vault);
      const where = ['-g', word(resourceGroup, 'resource-name', 'resource-group'), '-n', word(name, 'vault-name', 'vault'), '--subscription', word(subscriptionId, 'guid', 'subscription')];
      return [written('keyvault', 'set-policy', ...where, '--object-id', principal(deed.principalId), '--secret-permissions', ...deed.secrets.map((one) => word(one, 'secret-name', 'permission')), ...quiet)];
    }
  }
}

const quiet = ['--output', 'none'];

/** What a credential says, each value where it has the form of what it is. */
function saidOf({ issuer, subject, audience }: Presented): { readonly issuer: string; readonly subject: string; readonly audiences: readonly string[] } {
  return { issuer: word(issuer, 'https-url', 'issuer'), subject: word(subject, 'subject', 'subject'), audiences: [word(audience, 'audience', 'audience')] };
}

function credential(identity: string, name: string): readonly string[] {
  const { subscriptionId, resourceGroup, name: ofIdentity } = resourceParts(identity);
  const where = ['-g', word(resourceGroup, 'resource-name', 'resource-group'), '--identity-name', word(ofIdentity, 'resource-name', 'identity'), '--subscription', word(subscriptionId, 'guid', 'subscription')];
  return [...where, '--name', word(name, 'credential-name', 'credential')];
}

/**
 * A patch by our field manager, so that `unbind` finds what was set. It is no `kubectl apply --server-side`: after that, kubectl
 * moves all fields of an earlier `kubectl apply` to the manager named, applies again, and so takes away every field that is not
 * in what was applied (migrateToSSAIfNecessary in k8s.io/kubectl, pkg/cmd/apply).
 */
function inCluster(deed: KubeDeed, { action }: Change, page: Page): readonly string[] {
  const { type, name, namespace } = named(deed.path);
  const reference = `${type}/${name}`;
  const manager = `--field-manager=${fieldManager}`;
  // of a custom kind the API server does not know what tells the items of a list apart
  const own = type === 'secretproviderclass';
  const patch = (body: unknown): string => pasted(page, kubectl('', 'patch', reference, ...namespace, '--type', own ? 'merge' : 'strategic', manager, '-p', JSON.stringify(body)));
  switch (deed.kind) {
    case 'apply': {
      const { apiVersion: _version, kind: _kind, metadata, ...rest } = deed.object as { readonly metadata?: Readonly<Record<string, unknown>>; readonly [field: string]: unknown };
      const { name: _name, namespace: _namespace, ...more } = metadata ?? {};
      const fields = patch({ metadata: more, ...rest });
      if (action !== 'create') return [fields];
      const present = command(page, kubectl('', 'get', reference, ...namespace, '--ignore-not-found', '-o', 'name'));
      const create = own ? [`  ${command(page, kubectl('', 'create', ...namespace, manager, '-f', '-'))} <<'EOF'`, JSON.stringify(bare(deed.object)), 'EOF'] : [`  ${command(page, kubectl('', 'create', type, name, ...namespace, manager))}`];
      return [`if [ -z "$(${present})" ]; then`, ...create, 'fi', fields];
    }
    case 'merge':
      return [patch(deed.patch)];
    case 'restart':
      return [pasted(page, kubectl('', 'rollout', 'restart', reference, ...namespace))];
    case 'delete':
      return [pasted(page, kubectl('', 'delete', reference, ...namespace, '--ignore-not-found'))];
  }
}

/** An object that is nothing yet, for a patch to fill. */
function bare({ apiVersion, kind, metadata }: Readonly<Record<string, unknown>>): unknown {
  const { name, namespace } = metadata as { readonly name: string; readonly namespace: string };
  return { apiVersion, kind, metadata: { name, namespace }, spec: { provider: 'azure' } };
}

/** `deployment/orders -n shop`. */
function named(path: string): { readonly type: string; readonly name: string; readonly namespace: readonly string[] } {
  const { type, name, namespace } = objectAt(path);
  return { type: word(type, 'dns-name', 'type'), name: word(name, 'dns-name', 'name'), namespace: ['-n', word(namespace, 'dns-name', 'namespace')] };
}

/** A CronJob rolls out nothing: its next run has it. */
function rolloutOf({ path }: KubeDeed): readonly Step[] {
  const { type, name, namespace } = named(path);
  return type === 'cronjob' ? [] : [kubectl('', 'rollout', 'status', `${type}/${name}`, ...namespace, '--timeout', '10m')];
}
