/** The entrance of the secrets store driver: the class, the volume, no label and no annotation. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aboutObject, addOn, classWith, csiCluster, csiVault, mountedDbPassword, mountingDeployment, secretClass } from '../../src/sandbox/scenarios/csi-shop.ts';
import { azure, clientId, otherTenantId, serviceAccount, tenantId } from '../../src/sandbox/scenarios/shop.ts';
import type { KubernetesObject } from '../../src/sandbox/scenario.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bind, bindJson, changesOf, orders, unbindJson, worldOf, writes, type BindWorld } from './bind.ts';

const asked = [...orders, '--csi', 'orders'];
const yes = [...asked, '--objects', 'secret/db-password', '--yes', '--timeout', '60s'];
const back = ['deployment/orders', '-n', 'shop', '--yes', '--timeout', '60s'];

const worldWith = (...objects: readonly KubernetesObject[]): BindWorld => {
  const { cluster, azure } = worldOf([...addOn, ...objects], { vaults: [csiVault({ roleAssignments: [] })] });
  return { azure, cluster: { ...cluster, steps: [...cluster.steps, { do: 'mount', namespace: 'shop', secretProviderClass: 'orders', result: mountedDbPassword, stays: true }] } };
};
const partsOf = (changes: readonly string[]): readonly string[] => changes.map((line) => line.replace(/: .*/, ''));

describe('bind --csi', { concurrency: 2 }, () => {
  it('makes class, credential, role and volume, and the doctor finds the vault read by the driver; unbind takes it all back', async () => {
    await withSandbox(worldWith(bareDeployment()), async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      assert.deepEqual(partsOf(changesOf(report)), ['create federated credential', 'create role assignment', 'create service account', 'create secret provider class', 'update pod template']);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict, report.doctor?.targets[0]?.entrances], [0, 'ok', ['csi']], JSON.stringify([report.refused, report.doctor?.targets[0]?.rootCauses]));
      assert.deepEqual(report.doctor?.targets[0]?.checks.filter(({ id }) => id === 'key-vault/readable').map(({ outcome }) => outcome), ['ok']);
      const made = report.plan.changes[3]?.fields.map(({ name, now }) => [name, now]);
      assert.deepEqual(made, [['provider', 'azure'], ['clientID', clientId], ['keyvaultName', 'kv-shop'], ['tenantId', tenantId], ['objects', 'secret/db-password']]);
      const template = report.plan.changes[4];
      assert.deepEqual(template?.fields.map(({ name, now }) => [name, now]), [['serviceAccountName', 'orders'], ['volume', 'secretproviderclass/orders at /mnt/secrets-store of container app']]);

      const again = await bindJson(sandbox.env, yes);
      assert.deepEqual([again.exitCode, again.steps], [0, []], JSON.stringify(changesOf(again)));

      const undone = await unbindJson(sandbox.env, back);
      assert.deepEqual(undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`), ['pod template: done', 'secret provider class: done', 'service account: done', 'role assignment: done', 'federated credential: done']);
      assert.deepEqual(partsOf(changesOf(await bindJson(sandbox.env, ['plan', ...yes]))), partsOf(changesOf(report)), 'as it was');
    });
  });

  it('keeps the class of somebody else, and mounts it', async () => {
    await withSandbox(worldWith(serviceAccount({}), secretClass(), bareDeployment()), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...asked, '--service-account', 'orders', '--yes', '--timeout', '60s']);
      assert.deepEqual([changesOf(report).slice(2), report.exitCode], [['unchanged service account: serviceaccount/orders', 'unchanged secret provider class: secretproviderclass/orders', 'update pod template: deployment/orders'], 0]);
      const undone = await unbindJson(sandbox.env, back);
      assert.deepEqual(undone.steps.map(({ part }) => part), ['pod template', 'role assignment', 'federated credential']);
      assert.ok(!writes(sandbox).some((line) => line.includes('secretproviderclasses')));
    });
  });

  it('puts right what the class says otherwise, once it may take that over', async () => {
    const wrong = classWith({ clientID: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', usePodIdentity: 'true' });
    await withSandbox(worldWith(serviceAccount({}), wrong, mountingDeployment()), async (sandbox) => {
      const refused = await bindJson(sandbox.env, yes);
      assert.equal(refused.exitCode, 1);
      assert.match(refused.refused[0]?.what ?? '', /^secretproviderclass\/orders would be refused: Apply failed with 2 conflicts: .*--take-over takes it over$/s);
      assert.deepEqual(writes(sandbox), []);
      const report = await bindJson(sandbox.env, [...yes, '--take-over']);
      assert.deepEqual(report.plan.changes.find(({ part }) => part === 'secret provider class')?.fields.map(({ name }) => name), ['usePodIdentity', 'clientID']);
      assert.deepEqual(report.steps.filter(({ outcome }) => outcome !== 'done'), []);
    });
  });

  it('waits for nothing where it changes nothing, though pods wait for their mount', async () => {
    const world = csiCluster({ result: aboutObject('context deadline exceeded') });
    await withSandbox({ cluster: world, azure: azure({ vaults: [csiVault()] }) }, async (sandbox) => {
      const started = Date.now();
      const report = await bindJson(sandbox.env, [...asked, '--yes', '--timeout', '60s']);
      assert.deepEqual([report.steps, report.exitCode, report.doctor?.targets[0]?.verdict], [[], 3, 'undecided'], JSON.stringify([changesOf(report), report.refused]));
      assert.ok(Date.now() - started < 30_000, 'the doctor looks once');
    });
  });

  it('adds what is missing without touching what agrees but for its case', async () => {
    const almost = classWith({ clientID: undefined, keyvaultName: 'KV-Shop', tenantID: tenantId.toUpperCase(), usePodIdentity: 'False' });
    await withSandbox(worldWith(serviceAccount({}), almost, mountingDeployment()), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['plan', ...asked]);
      assert.deepEqual([report.refused, report.plan.changes.find(({ part }) => part === 'secret provider class')?.fields], [[], [{ name: 'clientID', now: clientId }]]);
    });
  });

  it('corrects the tenant in the spelling that the provider reads first, and a cloud that there is none of', async () => {
    const wrong = classWith({ tenantID: otherTenantId, tenantId, cloudName: 'AzureGermany', useVMManagedIdentity: 'true', useAzureTokenProxy: 'yes' });
    await withSandbox(worldWith(serviceAccount({}), wrong, mountingDeployment()), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['plan', ...asked, '--take-over']);
      const fields = report.plan.changes.find(({ part }) => part === 'secret provider class')?.fields;
      assert.deepEqual([report.refused, fields], [
        [],
        [
          { name: 'useVMManagedIdentity', was: 'true', now: 'false' },
          { name: 'useAzureTokenProxy', was: 'yes', now: 'false' },
          { name: 'tenantID', was: otherTenantId, now: tenantId },
          { name: 'cloudName', was: 'AzureGermany', now: 'AzurePublicCloud' },
        ],
      ]);
    });
  });

  it('holds its volume when the same workload is bound through the webhook as well', async () => {
    await withSandbox(worldWith(bareDeployment()), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
      const report = await bindJson(sandbox.env, [...orders, '--yes', '--timeout', '60s']);
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.entrances], [0, ['webhook', 'csi']], JSON.stringify(report.doctor?.targets[0]?.rootCauses));
      const undone = await unbindJson(sandbox.env, back);
      assert.deepEqual(undone.plan.changes[0]?.fields.map(({ name }) => name), ['volume', 'label azure.workload.identity/use', 'serviceAccountName']);
    });
  });

  it('is taken back where the driver has gone since', async () => {
    await withSandbox(worldWith(bareDeployment()), async (sandbox) => {
      assert.equal((await bindJson(sandbox.env, yes)).exitCode, 0);
      await sandbox.cluster.apply([{ do: 'delete', kind: 'CSIDriver', name: 'secrets-store.csi.k8s.io' }]);
      const undone = await unbindJson(sandbox.env, back);
      assert.deepEqual([undone.refused, undone.steps.map(({ part, outcome }) => `${part}: ${outcome}`)], [[], ['pod template: done', 'secret provider class: done', 'service account: done', 'role assignment: done', 'federated credential: done']]);
    });
  });

  it('gives the role that reads what is listed', async () => {
    await withSandbox(worldWith(bareDeployment()), async (sandbox) => {
      const roleFor = async (...flags: readonly string[]): Promise<unknown> => (await bindJson(sandbox.env, ['plan', ...asked, ...flags])).plan.changes.find(({ part }) => part === 'role assignment')?.fields[0]?.now;
      assert.deepEqual(
        [await roleFor('--objects', 'secret/a'), await roleFor('--objects', 'key/a'), await roleFor('--objects', 'secret/a,cert/b'), await roleFor('--objects', 'cert/b', '--role', 'Key Vault Administrator')],
        ['Key Vault Secrets User', 'Key Vault Crypto User', 'Key Vault Certificate User', 'Key Vault Administrator'],
      );
    });
  });

  it('is refused in a cluster without the driver', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      const report = await bindJson(sandbox.env, yes);
      assert.deepEqual([report.exitCode, writes(sandbox)], [1, []]);
      assert.ok(report.refused.some(({ what, steps }) => what === 'the secrets store driver is not installed in this cluster' && steps.length === 1), JSON.stringify(report.refused));
    });
  });

  it('needs to know what is mounted where there is no class yet', async () => {
    await withSandbox(worldWith(bareDeployment()), async (sandbox) => {
      const report = await bindJson(sandbox.env, [...asked, '--yes']);
      assert.deepEqual([report.exitCode, report.refused.map(({ what }) => what)], [2, ['secretproviderclass/orders is not there: name what it is to mount with --objects secret/NAME']]);
    });
  });

  it('lists more than a class that is there does', async () => {
    await withSandbox(worldWith(serviceAccount({}), secretClass(), mountingDeployment()), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['plan', ...asked, '--objects', 'secret/db-password,cert/tls']);
      const [field] = report.plan.changes.find(({ part }) => part === 'secret provider class')?.fields ?? [];
      assert.deepEqual(field, { name: 'objects', was: 'secret/db-password', now: 'secret/db-password, cert/tls' });
    });
  });

  it('mounts it in the container that is named, and in no other', async () => {
    await withSandbox(worldWith(bareDeployment()), async (sandbox) => {
      const report = await bindJson(sandbox.env, ['plan', ...yes.filter((word) => word !== '--yes'), '--container', 'web']);
      assert.deepEqual([report.exitCode, report.refused.map(({ what }) => what)], [2, ['deployment/orders has no container web: it has app']]);
    });
  });

  const wrong = [
    { argv: ['--csi', 'orders'], says: /^error: --csi mounts objects of a vault: name it with --vault\n/ },
    { argv: ['--objects', 'secret/a'], says: /^error: --objects is of a SecretProviderClass: name it with --csi\n/ },
    { argv: ['--vault', 'kv-shop', '--csi', 'orders', '--objects', 'secret/a,password'], says: /^error: --objects: "secret\/a,password" is no list of secret\/NAME, key\/NAME or cert\/NAME\n/ },
    { argv: ['--vault', 'kv-shop', '--csi', 'orders', '--objects', 'Secret/a'], says: /^error: --objects: / },
    { argv: ['--vault', 'kv-shop', '--csi', '../x'], says: /^error: --csi: "\.\.\/x" is no dns name\n/ },
  ];
  for (const { argv, says } of wrong) {
    it(`refuses ${argv.join(' ')}`, async () => {
      const { exitCode, stderr } = await bind({}, ['deployment/orders', '--identity', 'id-orders', ...argv]);
      assert.deepEqual([exitCode, says.test(stderr)], [2, true], stderr);
    });
  }
});
