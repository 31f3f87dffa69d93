import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doctorReport, type DoctorReport } from '../../src/report/report.ts';
import type { KubernetesObject, Scenario } from '../../src/sandbox/scenario.ts';
import { azure, credential, deployment, identity, issuer, namespace, otherClientId, otherPrincipalId, serviceAccount, useLabel, webhook } from '../../src/sandbox/scenarios/shop.ts';
import { csiCluster, mountedDbPassword, mounting, mountingDeployment } from '../../src/sandbox/scenarios/csi-shop.ts';
import { assertTokensStayHome } from './canaries.ts';
import { runFormats, withSandbox } from './world.ts';

function named(name: string, object: KubernetesObject, labels: Readonly<Record<string, string>> = {}): KubernetesObject {
  const text = JSON.stringify(object).replaceAll('"app":"orders"', `"app":"${name}"`);
  const copy = JSON.parse(text) as KubernetesObject;
  return { ...copy, metadata: { ...copy.metadata, name, labels } };
}

const plain = named('plain', deployment({ labels: {}, env: [], spec: { serviceAccountName: 'default' } }));
const world: Pick<Scenario, 'cluster' | 'azure'> = {
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      {
        do: 'apply',
        objects: [
          namespace,
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } },
          serviceAccount(),
          { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'report', namespace: 'other', annotations: { 'azure.workload.identity/client-id': otherClientId } } },
        ],
      },
      {
        do: 'apply',
        objects: [
          named('orders', deployment(), { tier: 'shop' }),
          named('billing', deployment(), { tier: 'shop' }),
          plain,
          (() => {
            const report = named('report', deployment({ spec: { serviceAccountName: 'report' } }));
            return { ...report, metadata: { ...report.metadata, namespace: 'other' } };
          })(),
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'alone', namespace: 'shop', labels: useLabel }, spec: { serviceAccountName: 'orders', containers: [{ name: 'app', image: 'registry.example/alone:1' }] } },
        ],
      },
    ],
  },
  azure: azure({ identities: [identity(), identity([{ ...credential, subject: 'system:serviceaccount:other:reports' }], { name: 'id-report', clientId: otherClientId, principalId: otherPrincipalId })] }),
};

async function look(command: readonly string[], env: Readonly<Record<string, string>>): Promise<DoctorReport> {
  const [run] = await runFormats(command, ['json'], env);
  assert.equal(run?.stderr, '');
  return doctorReport.parse(JSON.parse(run?.stdout ?? ''));
}

function verdicts(report: DoctorReport): Record<string, string> {
  return Object.fromEntries(report.targets.map(({ target, namespace: place, verdict }) => [`${place} ${target}`, verdict]));
}

describe('several targets', { concurrency: 2 }, () => {
  it('finds by -A what has to do with workload identity, and counts the rest', async () => {
    await withSandbox(world, async (sandbox) => {
      const report = await look(['doctor', '-A'], sandbox.env);
      assert.deepEqual(verdicts(report), {
        'shop deployment/billing': 'ok',
        'shop deployment/orders': 'ok',
        'shop pod/alone': 'ok',
        'other deployment/report': 'problems',
      });
      assert.equal(report.exitCode, 1);
      assert.equal(report.summary.notChecked, 1, 'the plain deployment is counted');
      assertTokensStayHome(sandbox);
    });
  });

  it('finds a workload that mounts a SecretProviderClass, by the door of the driver', async () => {
    const { steps: before } = csiCluster();
    const both = [mountingDeployment(), named('billing', mountingDeployment())].map((object) => ({ do: 'apply', objects: [object] }) as const);
    const mounted: Pick<Scenario, 'cluster' | 'azure'> = { cluster: { issuer, steps: [...before.slice(0, 2), ...both, mounting(mountedDbPassword)] }, azure: azure() };
    await withSandbox(mounted, async (sandbox) => {
      const report = await look(['doctor', '-A'], sandbox.env);
      assert.deepEqual(verdicts(report), { 'shop deployment/billing': 'ok', 'shop deployment/orders': 'ok' });
      assert.deepEqual(report.targets.map(({ entrances }) => entrances), [['csi'], ['csi']]);
      assertTokensStayHome(sandbox);
    });
  });

  it('exchanges once for each login, and reads no vault unless told to', async () => {
    await withSandbox(world, async (sandbox) => {
      await look(['doctor', 'deployment/orders', 'deployment/billing', '-n', 'shop'], sandbox.env);
      const sent = (host: RegExp): number => sandbox.azure.requests.filter((request) => host.test(request.host)).length;
      assert.equal(sent(/^login\./), 1);
      assert.equal(sent(/vault\.azure\.net$/), 0);
      await look(['doctor', 'deployment/orders', 'deployment/billing', '-n', 'shop', '--exchange=full'], sandbox.env);
      assert.equal(sent(/^login\./), 2);
      assert.equal(sent(/vault\.azure\.net$/), 2, 'one challenge and one read for the two');
    });
  });

  it('takes a label selector and a type', async () => {
    await withSandbox(world, async (sandbox) => {
      assert.deepEqual(Object.keys(verdicts(await look(['doctor', '-l', 'tier=shop', '-n', 'shop'], sandbox.env))).sort(), ['shop deployment/billing', 'shop deployment/orders']);
      assert.deepEqual(Object.keys(verdicts(await look(['doctor', 'pods', '-A'], sandbox.env))), ['shop pod/alone']);
    });
  });

  it('prints the names of what is not ok, and nothing where nothing is found', async () => {
    await withSandbox(world, async (sandbox) => {
      const [name] = await runFormats(['doctor', '-A'], ['name'], sandbox.env);
      assert.equal(name?.stdout, 'deployment/report\n');
      const [none, json] = await runFormats(['doctor', '-l', 'tier=none', '-n', 'shop'], ['text', 'json'], sandbox.env);
      assert.equal(none?.stdout, '');
      assert.match(none?.stderr ?? '', /^No workload found/);
      assert.equal(none?.exitCode, 0);
      assert.deepEqual(doctorReport.parse(JSON.parse(json?.stdout ?? '')).targets, []);
    });
  });

  it('says which right a search lacks', async () => {
    const restricted = { ...world, cluster: { ...world.cluster, operator: { namespaceRules: { shop: [] } } } };
    await withSandbox(restricted, async (sandbox) => {
      const [run] = await runFormats(['doctor', '-A'], ['text'], sandbox.env);
      assert.equal(run?.exitCode, 3);
      assert.match(run?.stderr ?? '', /^error: the workloads could not be listed: .*forbidden/);
    });
  });

});
