import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { steady } from './readme.ts';
import { fillRegions } from './region.ts';

describe('a page of which people write most', () => {
  const page = ['# Title', '<!-- begin demo: made by npm run docs -->', 'old', 'older', '<!-- end demo -->', 'Written by hand.', ''].join('\n');
  const filled = ['# Title', '<!-- begin demo: made by npm run docs -->', '', 'new', '', '<!-- end demo -->', 'Written by hand.', ''].join('\n');

  test('has its generated part put between the marks, and nothing else touched', () => {
    assert.equal(fillRegions(page, { demo: 'new' }), filled);
    assert.equal(fillRegions(filled, { demo: 'new' }), filled);
  });

  test('is refused where a part has no place, a place no part, or a mark no end', () => {
    assert.throws(() => fillRegions(page, { demo: 'new', other: '' }), /no region for other/);
    assert.throws(() => fillRegions(page, {}), /nothing is made for the region demo/);
    assert.throws(() => fillRegions('<!-- begin demo -->\n', { demo: 'new' }), /the region demo has no end/);
  });
});

test('two runs of the demo give the same text', () => {
  const run = (key: string, seconds: string): string => `\n issuer  ✓  public, publishes key ${key}…\n\n6 ok, in ${seconds} s, seen from this machine\n`;
  assert.equal(steady(run('SzlBJZcy', '0.2')), steady(run('a-B_9xyz', '12.9')));
  assert.match(steady(run('SzlBJZcy', '0.3')), /^ issuer {2}✓ {2}public, publishes key \w{8}…\n\n6 ok, in 0\.2 s,/);
});
