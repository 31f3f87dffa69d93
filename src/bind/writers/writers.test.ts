import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { assignmentName } from '../assignment-name.ts';
import type { Deed } from '../deed.ts';
import type { Facts } from '../facts.ts';
import type { Change, Plan } from '../plan.ts';
import { language as aso } from './aso.ts';
import { language as az } from './az.ts';
import { language as bicep } from './bicep.ts';
import { language as kustomize } from './kustomize.ts';
import type { Page } from './language.ts';
import { language as terraform } from './terraform.ts';

const subscription = '/subscriptions/33333333-3333-4333-8333-333333333333';
const identity = `${subscription}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`;
const vault = `${subscription}/resourceGroups/rg-shop/providers/Microsoft.KeyVault/vaults/kv-shop`;
const principalId = '66666666-6666-4666-8666-666666666666';
const credential = { identity, name: 'shop-orders-a59f3668', tenantId: undefined };
const assignment = { scope: vault, roleId: '4633458b-17de-408a-b874-0445c86b69e6', principalId, of: { issuer: 'https://issuer.test/', subject: 'system:serviceaccount:shop:orders' }, tenantId: undefined };
const application = '7b7b7b7b-7b7b-4b7b-8b7b-7b7b7b7b7b7b';
const deployment = '/apis/apps/v1/namespaces/shop/deployments/orders';

const page: Page = {
  targets: ['deployment/orders'],
  namespace: 'shop',
  facts: [{ identity: { name: 'id-orders', resourceId: identity, principalId } } as Facts],
  argv: ({ argv }) => argv,
  doctor: { title: '', tool: 'wi', argv: ['kubectl', 'wi', 'doctor'] },
};

function planned(deed: Deed, change: Partial<Change> = {}): Plan {
  return { changes: [{ change: { part: 'pod template', action: 'update', object: 'deployment/orders', fields: [], notes: [], steps: [], ...change }, deed }], refusals: [] };
}

const commandsIn = (script: string): readonly string[] => script.replace(/ \\\n +/g, ' ').split('\n').filter((line) => /^(az|kubectl) /.test(line));
const yaml = (text: string): readonly unknown[] => parseAllDocuments(text).map((document) => document.toJS() as unknown).filter((one) => one !== null);

test('az takes away what a plan takes away', () => {
  const commands = [
    planned({ kind: 'delete-credential', ...credential }),
    planned({ kind: 'delete-application-credential', application, name: credential.name, tenantId: undefined }),
    planned({ kind: 'delete-assignment', ...assignment }),
    planned({ kind: 'merge', path: deployment, patch: { spec: { template: { metadata: { labels: { 'azure.workload.identity/use': null } } } } } }),
    planned({ kind: 'delete', path: '/api/v1/namespaces/shop/serviceaccounts/orders' }),
  ].map((plan) => commandsIn(az.write(plan, page))[0]);
  assert.deepEqual(commands, [
    'az identity federated-credential delete -g rg-shop --identity-name id-orders --subscription 33333333-3333-4333-8333-333333333333 --name shop-orders-a59f3668 --yes',
    `az ad app federated-credential delete --id ${application} --federated-credential-id shop-orders-a59f3668`,
    `az role assignment delete --ids ${vault}/providers/Microsoft.Authorization/roleAssignments/${assignmentName(assignment)}`,
    `kubectl patch deployment/orders -n shop --type strategic --field-manager=workload-identity-bind -p '{"spec":{"template":{"metadata":{"labels":{"azure.workload.identity/use":null}}}}}'`,
    'kubectl delete serviceaccount/orders -n shop --ignore-not-found',
  ]);
});

test('what declares says what to take out of the declarations, and declares nothing', () => {
  for (const deed of [{ kind: 'delete-credential', ...credential }, { kind: 'delete-application-credential', application, name: credential.name, tenantId: undefined }, { kind: 'delete-assignment', ...assignment }] as const) {
    for (const { sign, write } of [bicep, terraform, aso]) {
      const lines = write(planned(deed, { action: 'delete' }), page).split('\n').filter((line) => line !== '');
      assert.ok(lines.every((line) => line.startsWith(sign)), lines.join('\n'));
      assert.match(lines.join(' '), /delete/);
    }
  }
});

test('kustomize takes away a field by null, and an object by a directive', () => {
  const [merged] = yaml(kustomize.write(planned({ kind: 'merge', path: deployment, patch: { metadata: { annotations: { 'kubectl-wi/bound': null } }, spec: { template: { spec: { serviceAccountName: null } } } } }), page));
  const [deleted] = yaml(kustomize.write(planned({ kind: 'delete', path: '/api/v1/namespaces/shop/serviceaccounts/orders' }, { action: 'delete' }), page));
  const patchOf = (component: unknown): unknown => yaml((component as { readonly patches: readonly { readonly patch: string }[] }).patches[0]?.patch ?? '')[0];
  assert.deepEqual(patchOf(merged), { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'orders', namespace: 'shop' }, spec: { template: { spec: { serviceAccountName: null } } } });
  assert.deepEqual(patchOf(deleted), { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'orders', namespace: 'shop' }, $patch: 'delete' });
});

test('a credential of an application that is there is changed where a language can, and by hand elsewhere', () => {
  const deed = { kind: 'put-application-credential', application, name: 'fic', issuer: 'https://issuer.test/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange', tenantId: undefined } as const;
  const plan = planned(deed, { part: 'federated credential', steps: [{ title: '', tool: 'az', argv: ['az', 'ad', 'app', 'federated-credential', 'update'] }] });
  assert.match(commandsIn(az.write(plan, page))[0] ?? '', /^az ad app federated-credential update --id 7b7b\S+ --federated-credential-id fic --parameters '\{"issuer":"https:\/\/issuer\.test\/",/);
  for (const { sign, write } of [bicep, terraform, aso]) assert.match(write(plan, page), new RegExp(`^${sign} az ad app federated-credential update$`, 'm'));
});

test('a restart is a command, and of no manifest', () => {
  const plan = planned({ kind: 'restart', path: deployment, at: '2026-11-26T21:00:00Z' }, { part: 'pods', steps: [{ title: '', tool: 'kubectl', argv: ['kubectl', 'rollout', 'restart', 'deployment/orders', '-n', 'shop'] }] });
  assert.deepEqual(commandsIn(az.write(plan, page)).slice(0, 2), ['kubectl rollout restart deployment/orders -n shop', 'kubectl rollout status deployment/orders -n shop --timeout 10m']);
  const written = kustomize.write(plan, page);
  assert.deepEqual(yaml(written), []);
  assert.match(written, /^# kubectl rollout restart deployment\/orders -n shop$/m);
});

test('names that look alike without their punctuation stay apart, and one that differs in case is the same', () => {
  const two = (first: string, second: string): Plan => ({
    changes: [first, second].flatMap((name) => planned({ kind: 'put-credential', ...credential, name, issuer: 'i', subject: 's', audience: 'a' }, { part: 'federated credential', action: 'create' }).changes),
    refusals: [],
  });
  assert.match(terraform.write(two('a-b', 'a_b'), page), /"a_b" \{[^]*"a_b_2" \{/);
  assert.match(bicep.write(two('a-b', 'a_b'), page), /resource aB [^]*resource aB_2 /);
  assert.equal(terraform.write(planned({ kind: 'assign-role', ...assignment, scope: vault.replace('rg-shop', 'RG-Shop') }), page).match(/data "azurerm_resource_group"/g)?.length, 1);
});

test('text of others stays a text in YAML, and a comment or a placeholder in a script', () => {
  const sh = (script: string) => spawnSync('/bin/sh', ['-s'], { input: script, env: {}, encoding: 'utf8', timeout: 20_000 });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('\n', '\r\n', "'", '\n---\n', '\necho HA\n', '$(echo HA)', '`echo HA`', ' # ', '"'), fc.string(), (before, between, after) => {
      const strange = before + between + after;
      const plan = planned(
        { kind: 'put-credential', ...credential, issuer: strange, subject: strange, audience: strange },
        { part: 'federated credential', action: 'update', object: strange, fields: [{ name: 'subject', was: strange, now: strange }], notes: [strange] },
      );
      const manifests = yaml(aso.write(plan, page));
      assert.equal(manifests.length, 1);
      assert.deepEqual((manifests[0] as { readonly spec: unknown }).spec, { azureName: credential.name, owner: { armId: identity }, issuer: strange, subject: strange, audiences: [strange] });
      const script = az.write(plan, page);
      const code = script.split('\n').filter((line) => !line.startsWith('#')).join('\n');
      assert.match(code, /--issuer '<issuer>'|--issuer https/);
      assert.doesNotMatch(code, /HA/);
    }),
  );
  // what is not commented out is run: with no az to be found it fails at the first one, and has said nothing before
  const told = planned({ kind: 'put-credential', ...credential, issuer: '\necho HA\n', subject: 's', audience: 'a' }, { part: 'federated credential', object: '\necho HA\n', notes: ['$(echo HA)\necho HA'] });
  const run = sh(az.write(told, page));
  assert.deepEqual([run.stdout, run.status], ['', 127], run.stderr);
});
