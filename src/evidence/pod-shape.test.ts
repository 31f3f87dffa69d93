import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { podSpec } from './kubernetes-shapes.ts';
import { isInjected, isLabelled, podShapeOf, skippedContainers, tokenSourceOf, valueOf, variableOf, wiredContainers } from './pod-shape.ts';
import { mountedClasses } from './secrets-store-volume.ts';
import type { Container, PodShape } from './subject.ts';

type Raw = Readonly<Record<string, unknown>>;

function shapeOf(spec: Raw, annotations: Readonly<Record<string, string>> = {}, labels: Readonly<Record<string, string>> = {}): PodShape {
  return podShapeOf(labels, annotations, podSpec.parse({ containers: [{ name: 'app' }], ...spec }));
}

function only(shape: PodShape): Container {
  const [container] = shape.containers;
  assert.ok(container !== undefined);
  return container;
}

/** A pod into which a generation of the webhook has injected. */
function injected(directory: string, more: { readonly path?: string; readonly mountPath?: string; readonly volume?: string } = {}): PodShape {
  const { path = 'azure-identity-token', mountPath = directory, volume = 'azure-identity-token' } = more;
  return shapeOf({
    containers: [{ name: 'app', env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: `${directory}/azure-identity-token` }], volumeMounts: [{ name: volume, mountPath }] }],
    volumes: [{ name: 'azure-identity-token', projected: { sources: [{ serviceAccountToken: { path, audience: 'api://AzureADTokenExchange', expirationSeconds: 3600 } }] } }],
  });
}

describe('what the webhook injects', () => {
  for (const [generation, directory] of [['v1.5 and older', '/var/run/secrets/azure/tokens'], ['v1.6 and newer', '/var/run/secrets/azure/wi/token']] as const) {
    test(`is seen in a pod of ${generation}`, () => {
      const shape = injected(directory);
      assert.equal(isInjected(shape, only(shape)), true);
      assert.deepEqual(tokenSourceOf(shape, only(shape)), { volume: 'azure-identity-token', path: 'azure-identity-token', audience: 'api://AzureADTokenExchange', expirationSeconds: 3600 });
    });
  }

  test('is followed through a mount that ends with a slash', () => {
    const shape = injected('/var/run/secrets/azure/tokens', { mountPath: '/var/run/secrets/azure/tokens/' });
    assert.ok(isInjected(shape, only(shape)));
  });

  const broken: readonly (readonly [sentence: string, shape: PodShape])[] = [
    ['the file is not that of the token', injected('/somewhere', { path: 'another-file' })],
    ['the volume is mounted elsewhere', injected('/somewhere', { mountPath: '/elsewhere' })],
    ['the volume is not mounted', injected('/somewhere', { volume: 'another-volume' })],
    ['there is no variable', shapeOf({ volumes: [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }] })],
    ['the variable is empty', shapeOf({ containers: [{ name: 'app', env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', value: '' }] }] })],
    ['the variable comes from elsewhere', shapeOf({ containers: [{ name: 'app', env: [{ name: 'AZURE_FEDERATED_TOKEN_FILE', valueFrom: { configMapKeyRef: { name: 'c', key: 'k' } } }] }] })],
  ];
  for (const [sentence, shape] of broken) {
    test(`is not seen where ${sentence}`, () => {
      assert.equal(isInjected(shape, only(shape)), false);
    });
  }
});

describe('the label', () => {
  test('is exactly the string true', () => {
    for (const [value, labelled] of [['true', true], ['True', false], ['yes', false], ['true ', false], ['', false]] as const) {
      assert.equal(isLabelled({ labels: { 'azure.workload.identity/use': value } }), labelled, value);
    }
    assert.equal(isLabelled({ labels: { 'azure.workload.identity/Use': 'true' } }), false);
  });
});

describe('skip-containers', () => {
  const shape = (list: string): PodShape =>
    shapeOf({ containers: [{ name: 'app' }, { name: 'proxy' }], initContainers: [{ name: 'init' }] }, { 'azure.workload.identity/skip-containers': list });

  test('is a list that semicolons separate, with spaces around the names', () => {
    assert.deepEqual(skippedContainers(shape(' proxy ; init;; ')), ['proxy', 'init']);
    assert.deepEqual(wiredContainers(shape('proxy;init')).map(({ name }) => name), ['app']);
  });

  test('knows no commas: a name with a comma is no container', () => {
    assert.deepEqual(wiredContainers(shape('proxy,init')).map(({ name }) => name), ['init', 'app', 'proxy']);
  });

  test('leaves all of them where it is not there', () => {
    assert.deepEqual(wiredContainers(shapeOf({})).map(({ name }) => name), ['app']);
  });
});

describe('a shape', () => {
  test('has the service account by either of its fields, else default', () => {
    assert.equal(shapeOf({ serviceAccountName: 'orders', serviceAccount: 'old' }).serviceAccount, 'orders');
    assert.equal(shapeOf({ serviceAccount: 'old' }).serviceAccount, 'old');
    assert.equal(shapeOf({ serviceAccountName: '' }).serviceAccount, 'default');
    assert.equal(shapeOf({}).serviceAccount, 'default');
  });

  test('puts init containers in front, and marks them', () => {
    const { containers } = shapeOf({ initContainers: [{ name: 'init' }], containers: [{ name: 'app', envFrom: [{ configMapRef: { name: 'c' } }] }] });
    assert.deepEqual(containers.map(({ name, init, envFrom }) => ({ name, init, envFrom })), [{ name: 'init', init: true, envFrom: false }, { name: 'app', init: false, envFrom: true }]);
  });

  test('names what the secrets store driver mounts, and no other driver', () => {
    const csi = (driver: string): Raw => ({ name: driver, csi: { driver, volumeAttributes: { secretProviderClass: 'kv' } } });
    assert.deepEqual(mountedClasses(shapeOf({ volumes: [csi('secrets-store.csi.k8s.io'), csi('file.csi.azure.com')] })), ['kv']);
  });

  test('keeps of a secrets store volume what the provider reads in place of the class, and no other attribute', () => {
    const volumeAttributes = { secretProviderClass: 'kv', keyvaultName: 'kv-other', 'csi.storage.k8s.io/serviceAccount.tokens': 'canary', custom: 'canary' };
    const volumes = [{ name: 'secrets', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes, nodePublishSecretRef: { name: 'sp' } } }, { name: 'bare', csi: { driver: 'secrets-store.csi.k8s.io' } }];
    assert.deepEqual(shapeOf({ volumes }).secretsStoreVolumes, [
      { volume: 'secrets', secretProviderClass: 'kv', overrides: { keyvaultName: 'kv-other' }, readOnly: true, secretRef: 'sp' },
      { volume: 'bare', secretProviderClass: '', overrides: {}, readOnly: false },
    ]);
  });

  test('keeps the first of two variables of one name apart from a value that is not there', () => {
    const container = only(shapeOf({ containers: [{ name: 'app', env: [{ name: 'AZURE_CLIENT_ID' }, { name: 'AZURE_TENANT_ID', value: '' }] }] }));
    assert.deepEqual(variableOf(container, 'AZURE_CLIENT_ID'), { name: 'AZURE_CLIENT_ID', value: '' });
    assert.equal(valueOf(container, 'AZURE_CLIENT_ID'), undefined);
    assert.equal(valueOf(container, 'AZURE_TENANT_ID'), undefined);
    assert.equal(variableOf(container, 'AZURE_AUTHORITY_HOST'), undefined);
  });

  test('has the values of what names an identity, a vault and its secret', () => {
    const names = ['AZURE_CLIENT_ID', 'AZURE_TENANT_ID', 'AZURE_FEDERATED_TOKEN_FILE', 'AZURE_AUTHORITY_HOST', 'KEYVAULT_URL', 'KEY_VAULT_URI', 'KEYVAULT_NAME', 'VAULT_URL', 'AZURE_KEYVAULT_URL', 'AZURE_KEY_VAULT_ENDPOINT', 'SECRET_NAME'];
    const shape = shapeOf({ containers: [{ name: 'app', env: names.map((name) => ({ name, value: 'seen' })) }] });
    for (const name of names) assert.equal(valueOf(only(shape), name), 'seen', name);
  });

  test('never holds the value of any other variable, nor that of an annotation that is not about workload identity', () => {
    const secretive = ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PASSWORD', 'AZURE_PASSWORD', 'AZURE_USERNAME', 'DB_PASSWORD', 'VAULT_TOKEN', 'KEYVAULT_SECRET', 'KEY_VAULT_KEY', 'KEYVAULT_CLIENT_SECRET', 'SECRET', 'MY_SECRET_NAME_VALUE', 'azure_client_id', 'AZURE_CLIENT_ID_2'];
    const name = fc.oneof(fc.constantFrom(...secretive), fc.string({ minLength: 1, unit: 'grapheme-ascii' }).filter((text) => !/^(AZURE_|SECRET_NAME$|KEY_?VAULT|VAULT_)/.test(text)));
    const key = fc.string({ minLength: 1 }).filter((text) => !/workload.?identity/i.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), key, (names, annotation) => {
        const canary = 'canary-value-of-a-secret';
        const env = names.map((one) => ({ name: one, value: canary }));
        const spec = { containers: [{ name: 'app', env, args: [canary], command: [canary] }], initContainers: [{ name: 'init', env }] };
        const shape = shapeOf(spec, { [annotation]: canary, 'kubectl.kubernetes.io/last-applied-configuration': canary });
        assert.ok(!JSON.stringify(shape).includes(canary), names.join());
      }),
    );
  });
});
