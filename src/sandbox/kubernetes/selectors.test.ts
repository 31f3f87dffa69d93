import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nameInFieldSelector, parseFieldSelector, parseLabelSelector, selectorMatches } from './selectors.ts';
import { ApiFailure } from './status.ts';

describe('label selectors', () => {
  it('reads equality, sets and existence, joined by commas', () => {
    const matches = parseLabelSelector('app=orders, tier notin (test,dev),!legacy,example.com/use');
    assert.equal(matches({ app: 'orders', 'example.com/use': '' }), true);
    assert.equal(matches({ app: 'orders', tier: 'dev', 'example.com/use': '' }), false);
    assert.equal(matches({ app: 'orders', legacy: 'yes', 'example.com/use': '' }), false);
    assert.equal(matches({ app: 'orders' }), false);
  });

  it('counts an absent label as unequal', () => {
    assert.equal(parseLabelSelector('app!=orders')(undefined), true);
    assert.equal(selectorMatches({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['orders'] }] }, {}), true);
  });

  it('matches everything when empty', () => {
    assert.equal(parseLabelSelector('')(undefined), true);
    assert.equal(selectorMatches({}, { a: 'b' }), true);
  });

  it('compares values as they are written, case and all', () => {
    const selector = { matchLabels: { 'azure.workload.identity/use': 'true' } };
    assert.equal(selectorMatches(selector, { 'azure.workload.identity/use': 'True' }), false);
  });

  it('reads any text or answers 400, never anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseLabelSelector(text)({});
        } catch (error) {
          assert.ok(error instanceof ApiFailure && error.code === 400);
        }
      }),
    );
  });
});

describe('field selectors', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { nodeName: 'n1' }, status: { phase: 'Running' } };

  it('compares names, nodes and phases', () => {
    assert.equal(parseFieldSelector('metadata.name=a,spec.nodeName=n1', 'Pod')(pod), true);
    assert.equal(parseFieldSelector('status.phase!=Running', 'Pod')(pod), false);
  });

  it('refuses a field the kind cannot be selected by', () => {
    assert.throws(() => parseFieldSelector('spec.nodeName=n1', 'ConfigMap'), { message: 'field label not supported: spec.nodeName' });
  });

  it('gives away the name that is asked for', () => {
    assert.equal(nameInFieldSelector('status.phase=Running,metadata.name=a'), 'a');
    assert.equal(nameInFieldSelector('metadata.name!=a'), '');
  });
});
