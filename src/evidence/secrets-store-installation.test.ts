import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { providerEverywhere, type SecretsStoreDaemonSet } from './secrets-store-installation.ts';

function set(component: SecretsStoreDaemonSet['component'], ready: number, wanted: number, os: SecretsStoreDaemonSet['os'] = 'linux'): SecretsStoreDaemonSet {
  return { component, namespace: 'kube-system', name: component, ready, wanted, os, rotation: false, addOn: true };
}

describe('the provider', () => {
  test('is everywhere where it is ready on as many nodes as have a driver', () => {
    assert.ok(providerEverywhere([set('driver', 3, 3), set('provider', 3, 3)]));
    assert.ok(providerEverywhere([set('driver', 3, 3), set('driver', 3, 3), set('provider', 3, 3)]), 'a driver too many is no node more');
    assert.ok(providerEverywhere([set('driver', 3, 3), set('provider', 3, 3), set('driver', 0, 0, 'windows'), set('provider', 0, 0, 'windows')]));
  });

  test('is not where it waits, was given fewer nodes, or is of another system', () => {
    assert.ok(!providerEverywhere([set('driver', 3, 3), set('provider', 2, 3)]));
    assert.ok(!providerEverywhere([set('driver', 3, 3), set('provider', 2, 2)]));
    assert.ok(!providerEverywhere([set('driver', 3, 3), set('provider', 3, 3, 'windows')]));
    assert.ok(!providerEverywhere([set('driver', 3, 3)]));
  });
});
