import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Outcome } from '../check.ts';
import { providerRecent } from './provider-recent.ts';

const owner = { kind: 'deployment', namespace: 'shop', name: 'orders' };
const mount = { namespace: 'shop', secretProviderClass: 'orders', volume: 'secrets', overrides: {} };

/** What the check says of a provider with this tag, for a class that signs in so. */
function judge(version: string | undefined, mode = 'none', clientId = 'an id'): Outcome {
  const set = { component: 'provider', namespace: 'kube-system', name: 'provider', addOn: false, ...(version === undefined ? {} : { version }) };
  return providerRecent.run([{ state: 'known', value: [set] }, { identity: { mode }, clientId }, { owner }] as never, { mount } as never);
}

test('a provider from before 1.1 does not know workload identity', () => {
  for (const version of ['v0.2.0', '0.0.20', 'v1.0.3']) assert.equal(judge(version).outcome, 'fail', version);
  for (const version of ['v1.1.0', '1.4.1', 'v1.8.2-1', 'v2.0.0', 'v1.10.0']) assert.equal(judge(version).outcome, 'ok', version);
});

test('one from before 1.8 does not know identity bindings', () => {
  assert.equal(judge('v1.7.2', 'useAzureTokenProxy').outcome, 'fail');
  assert.equal(judge('v1.8.0', 'useAzureTokenProxy').outcome, 'ok');
});

test('nothing is said of a version that the image does not tell, nor of a class that signs in otherwise', () => {
  assert.equal(judge(undefined).outcome, 'skip');
  assert.equal(judge('v0.2.0', 'useVMManagedIdentity').outcome, 'skip');
  assert.equal(judge('v0.2.0', 'none', '').outcome, 'skip');
});
