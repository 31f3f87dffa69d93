/** What `bind plan -o …` writes: for each language what is missing, and nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { languages, type LanguageName } from '../../src/bind/writers/languages.ts';
import { bareDeployment, bind, bindJson, changesOf, orders, worldOf, writes } from '../bind/bind.ts';
import { planWorlds } from '../bind/plan-worlds.ts';
import { assertNothingLeaks } from '../scenarios/canaries.ts';
import type { FormatRun } from '../scenarios/formats.ts';
import { runFormats, withSandbox } from '../scenarios/world.ts';
import { assertGolden } from './golden.ts';
import { run } from './run.ts';

type Written = { readonly [format in 'text' | LanguageName]: FormatRun };

/** A plan in every language, as it is printed; nothing is changed by it. */
async function written(name: keyof typeof planWorlds, ...more: readonly string[]): Promise<Written> {
  const { world, argv } = planWorlds[name];
  return withSandbox(world, async (sandbox) => {
    const runs = await runFormats(['bind', 'plan', ...argv, ...more], ['text', ...languages], sandbox.env);
    assert.deepEqual(writes(sandbox), []);
    assertNothingLeaks(runs.flatMap(({ stdout, stderr }) => [stdout, stderr]), world);
    return Object.fromEntries(runs.map((one) => [one.format, one])) as Written;
  });
}

const codesOf = (runs: Written): readonly (number | null)[] => [...new Set(Object.values(runs).map(({ exitCode }) => exitCode))];
const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '' && !/^(#|\/\/)/.test(line));

describe('kubectl wi bind plan -o', () => {
  it('writes everything in each language where everything is missing, and ends as the text does', async () => {
    const runs = await written('everything', '--secret', 'db-password');
    assert.deepEqual(codesOf(runs), [1]);
    for (const [format, { stdout }] of Object.entries(runs)) assertGolden(`plan-everything-${format}`, stdout);
  });

  it('writes the class and the volume of the secrets store driver', async () => {
    const { az, kustomize } = await written('through-the-driver');
    assertGolden('plan-through-the-driver-az', az.stdout);
    const [component, account, secretClass] = parseAllDocuments(kustomize.stdout).map((document) => document.toJS() as { readonly kind: string; readonly patches?: readonly { readonly patch: string }[] });
    assert.deepEqual([component?.kind, account?.kind, secretClass?.kind], ['Component', 'ServiceAccount', 'SecretProviderClass']);
    assert.match(component?.patches?.[0]?.patch ?? '', /^ {6}volumes:\n {8}- name: secrets-store\n/m);
  });

  it('writes a comment that says so, and ends with 0, where nothing is missing', async () => {
    const runs = await written('nothing');
    assert.deepEqual(codesOf(runs), [0]);
    for (const language of languages) {
      assert.match(runs[language].stdout, /^(#|\/\/) Nothing is missing\.$/m);
      assert.deepEqual(lines(runs[language].stdout), []);
    }
  });

  it('writes the Azure half alone where the cluster is right', async () => {
    const { az, bicep, terraform, aso, kustomize } = await written('azure-alone');
    assert.match(az.stdout, /^az identity federated-credential create/m);
    assert.doesNotMatch(az.stdout, /^kubectl (?!wi doctor)/m);
    for (const { stdout } of [bicep, terraform, aso]) assert.match(stdout, /^(#|\/\/) The cluster lacks nothing\.$/m);
    assert.deepEqual(lines(kustomize.stdout), []);
    assert.match(kustomize.stdout, /^# The cluster lacks nothing\.\n# What Azure lacks is not here: /m);
  });

  it("writes the cluster's half alone where Azure is right", async () => {
    const { az, bicep, terraform, aso, kustomize } = await written('cluster-alone');
    assert.doesNotMatch(az.stdout, /^az /m);
    assert.doesNotMatch(az.stdout, /kubectl create/);
    assert.match(az.stdout, /^kubectl patch serviceaccount\/orders /m);
    for (const { stdout } of [bicep, terraform, aso]) {
      assert.match(stdout, /^(#|\/\/) Azure lacks nothing\.\n(#|\/\/) What the cluster lacks is not here: /m);
      assert.deepEqual(lines(stdout), []);
    }
    assertGolden('plan-cluster-alone-kustomize', kustomize.stdout);
  });

  it('writes the template of a CronJob where it is, and waits for no rollout', async () => {
    const { az, kustomize } = await written('a-cronjob');
    assert.match(az.stdout, /"spec":\{"jobTemplate":\{"spec":\{"template":/);
    assert.doesNotMatch(az.stdout, /rollout status/);
    assert.match(kustomize.stdout, /kind: CronJob/);
  });

  it('changes a credential that is there instead of making a second one', async () => {
    const { az, terraform, aso } = await written('a-useless-credential');
    assert.match(az.stdout, /^az identity federated-credential update .*\\$/m);
    assert.match(terraform.stdout, /^import \{\n  to = azurerm_federated_identity_credential\.fic_orders\n  id = "\/subscriptions\/[^"]*\/federatedIdentityCredentials\/fic-orders"\n\}$/m);
    assert.match(aso.stdout, /azureName: fic-orders/);
    assert.match(az.stdout, /^# Until now subject was "system:serviceaccount:shop:orders\\u0020"\.$/m);
  });

  it('adds an access policy where the vault goes by them, and says where a language cannot', async () => {
    const { az, bicep, terraform, aso } = await written('no-policy');
    assert.match(az.stdout, /^az keyvault set-policy -g rg-shop -n kv-shop .*\\\n.*\\?\n? *--secret-permissions get/m);
    assertGolden('plan-no-policy-bicep', bicep.stdout);
    assertGolden('plan-no-policy-terraform', terraform.stdout);
    assertGolden('plan-no-policy-aso', aso.stdout);
  });

  it('keeps what a policy allows already', async () => {
    const { az, bicep, terraform, aso } = await written('a-smaller-policy');
    assert.match(az.stdout, /--secret-permissions list get/);
    assert.match(bicep.stdout, /secrets: \[\n +'list'\n +'get'\n/);
    for (const { stdout } of [terraform, aso]) assert.deepEqual([lines(stdout), /^# .*--secret-permissions list get$/m.test(stdout)], [[], true], stdout);
  });

  it('reaches a vault in another resource group or subscription', async () => {
    const [role, policy, alone] = [await written('a-vault-elsewhere'), await written('a-vault-with-policies-elsewhere'), await written('a-role-elsewhere-alone')];
    assertGolden('plan-a-vault-elsewhere-bicep', role.bicep.stdout);
    assertGolden('plan-a-vault-elsewhere-terraform', role.terraform.stdout);
    assert.match(policy.bicep.stdout, /name: 'kv-shop\/add'/);
    // one file for the group of the vault is enough
    assert.doesNotMatch(alone.bicep.stdout, /Microsoft\.Resources\/deployments/);
    assert.match(alone.bicep.stdout, /scope: resourceGroup\('[0-9-]+', 'rg-shop'\)/);
  });

  it('gives a role on one secret of the vault', async () => {
    const { az, bicep, terraform, aso } = await written('a-role-on-a-secret');
    assert.match(az.stdout, /--scope \S+\/vaults\/kv-shop\/secrets\/db-password /);
    assert.match(aso.stdout, /armId: \S+\/vaults\/kv-shop\/secrets\/db-password$/m);
    assert.match(terraform.stdout, /^  scope +=  *"\$\{data\.azurerm_key_vault\.kv_shop\.id\}\/secrets\/db-password"$/m);
    assert.match(bicep.stdout, /resource kvShopDbPassword 'Microsoft\.KeyVault\/vaults\/secrets@[\d-]+' existing = \{\n  parent: kvShop\n  name: 'db-password'\n\}/);
    assert.match(bicep.stdout, /^  scope: kvShopDbPassword$/m);
  });

  it('creates an identity, and refers to what only Azure gives it', async () => {
    const { az, bicep, terraform, aso, kustomize } = await written('a-new-identity');
    assertGolden('plan-a-new-identity-az', az.stdout);
    assertGolden('plan-a-new-identity-bicep', bicep.stdout);
    assertGolden('plan-a-new-identity-terraform', terraform.stdout);
    assert.match(aso.stdout, /^kind: UserAssignedIdentity$[^]*configMaps:\n +clientId:\n +name: id-new\n/m);
    assert.match(aso.stdout, /^kind: FederatedIdentityCredential$[^]*  owner:\n    name: id-new\n/m);
    assert.match(aso.stdout, /^kind: RoleAssignment$[^]*  principalIdFromConfig:\n    name: id-new\n    key: principalId\n/m);
    assertGolden('plan-a-new-identity-kustomize', kustomize.stdout);
    for (const { stdout } of [az, bicep, terraform, aso, kustomize]) assert.doesNotMatch(stdout, /known once the identity is there\)/);
  });

  it('binds an application where a language can, and says where it cannot', async () => {
    const { az, bicep, terraform, aso } = await written('an-application');
    assertGolden('plan-an-application-az', az.stdout);
    assertGolden('plan-an-application-terraform', terraform.stdout);
    for (const { stdout } of [bicep, aso]) assert.match(stdout, /^(#|\/\/) az ad app federated-credential create /m);
    assert.match(bicep.stdout, /principalId: '7c7c7c7c-/);
  });

  it('writes credentials of one identity one after another, and the role once', async () => {
    const { bicep, aso, kustomize, az } = await written('two-workloads');
    assert.match(bicep.stdout, /dependsOn: \[\n    shopOrders\w+\n  \]/);
    assert.equal(bicep.stdout.match(/roleAssignments@/g)?.length, 1);
    assert.deepEqual(parseAllDocuments(aso.stdout).filter((one) => 'toJS' in one).map((one) => (one.toJS() as { readonly kind: string }).kind), ['FederatedIdentityCredential', 'FederatedIdentityCredential', 'RoleAssignment']);
    assert.match(kustomize.stdout, /^resources:\n  - serviceaccount-orders\.yaml\n  - serviceaccount-billing\.yaml$/m);
    assert.match(az.stdout, /^kubectl wi doctor deployment\/orders deployment\/billing -n shop --vault kv-shop.vault.azure.net \\\n  --exchange full --wait$/m);
  });

  it('writes nothing that could be applied where something stands against the plan, and says what', async () => {
    await withSandbox(worldOf([bareDeployment()], { vaults: [] }), async (sandbox) => {
      for (const { format, exitCode, stdout, stderr } of await runFormats(['bind', 'plan', ...orders], languages, sandbox.env)) {
        assert.equal(exitCode, 1);
        assert.match(stdout, /^(#|\/\/) vault kv-shop could not be read: needs Microsoft\.KeyVault\/vaults\/read/m);
        assert.deepEqual(lines(stdout), format === 'az' ? ['exit 1'] : []);
        assert.match(stderr, /vault kv-shop could not be read/);
      }
    });
  });

  it('lets the API server judge a plan with --dry-run=server', async () => {
    await withSandbox(planWorlds.everything.world, async (sandbox) => {
      const { exitCode, stdout } = await bind(sandbox.env, [...orders, '--dry-run=server', '-o', 'kustomize']);
      assert.deepEqual([exitCode, /^kind: Component$/m.test(stdout)], [1, true]);
      assert.ok(sandbox.cluster.requests.some(({ path }) => path.includes('dryRun=All')));
      assert.deepEqual(changesOf(await bindJson(sandbox.env, ['plan', ...orders])).length, 4);
    });
  });

  for (const argv of [[...orders, '-o', 'az'], [...orders, '--yes', '-o', 'terraform'], [...orders, '--dry-run=none', '-o', 'aso']]) {
    it(`refuses to carry out what it only writes: ${argv.slice(1).join(' ')}`, async () => {
      const { exitCode, stdout, stderr } = await run('bind', ...argv);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, /^error: -o \w+ only writes a plan\nput plan before the targets, or add --dry-run=client\n$/);
    });
  }

  it('is of bind alone', async () => {
    const { exitCode, stderr } = await run('unbind', 'plan', 'deployment/orders', '-o', 'az');
    assert.deepEqual([exitCode, stderr], [2, 'error: -o: "az" is not one of text, json, yaml\n']);
  });
});
