import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { markDifference } from './difference.ts';

const remarks = [
  ['system:serviceaccount:shop:orders', 'system:serviceaccount:shop:order', 'ends here'],
  ['https://a.example/b/', 'https://a.example/b', 'no "/" at the end'],
  ['https://a.example/b', 'https://a.example/b/', 'one "/" more'],
  ['https://a.example/b/', 'https://a.example/b//', 'one "/" more'],
  ['https://a.example/', 'http://a.example/', '"s" is missing'],
  ['api://AzureADTokenExchange', 'api://AzureAdTokenExchange', 'case differs'],
  ['orders', 'orders ', 'a space at the end'],
  ['orders', 'orders\n', 'a line break at the end'],
  ['orders', ' orders', 'a space at the start'],
  ['orders', ' orders\t', 'white space at both ends'],
  ['orders', 'or ders', 'one space more'],
  ['orders', '\u200borders', 'one "\\u200b" more'],
  ['orders', 'ord\u0435rs', '"\\u0435" instead of "e"'],
  ['system:serviceaccount:shop:orders', 'system:serviceaccount:orders:shop', 'same parts, another order'],
  ['system:serviceaccount:shop:orders', 'system:serviceaccount:stage:orders', '"stage" instead of "shop"'],
  ['system:serviceaccount:shop:orders', 'shop:orders', 'something is missing here'],
  ['orders', 'orders-of-the-whole-shop', 'goes on here'],
  ['orders', '', 'empty'],
  ['aaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbb', 'differs from here'],
] as const;

for (const [presented, nearest, remark] of remarks) {
  test(`${JSON.stringify(nearest)} beside ${JSON.stringify(presented)} is remarked on as: ${remark}`, () => {
    assert.equal(markDifference(presented, nearest).marker.replace(/^ *\^ /, ''), remark);
  });
}

test('equal texts have no marker', () => {
  assert.deepEqual(markDifference('orders', 'orders'), { presented: 'orders', nearest: 'orders', marker: '' });
});

test('the marker stands below the first character that differs', () => {
  assert.deepEqual(markDifference('shop:orders', 'shop:0rders'), {
    presented: 'shop:orders',
    nearest: 'shop:0rders',
    marker: '     ^ "0" instead of "o"',
  });
  assert.equal(markDifference('a\nbc', 'a\nbd').marker.indexOf('^'), 'a\\nb'.length);
});

test('a long issuer is shown as a window around the difference, with the remark to the left where the right is full', () => {
  const issuer = `https://westeurope.oic.prod-aks.azure.com/${'1'.repeat(36)}/${'2'.repeat(36)}/`;
  assert.deepEqual(markDifference(issuer, issuer.slice(0, -1), 40), {
    presented: `…1/${'2'.repeat(36)}/`,
    nearest: `…1/${'2'.repeat(36)}`,
    marker: '                     no "/" at the end ^',
  });
  const other = `https://northeurope.oic.prod-aks.azure.com/${'1'.repeat(36)}/`;
  assert.deepEqual(markDifference(issuer, other, 30, '...'), {
    presented: 'https://westeurope.oic.prod...',
    nearest: 'https://northeurope.oic.pro...',
    marker: '        ^ differs from here',
  });
});

test('the three lines fit the width and the marker is right, whatever the texts', () => {
  const ascii = fc.stringMatching(/^[a-c:/]{0,60}$/);
  const related = fc.tuple(ascii, ascii, ascii, ascii).map(([start, left, right, end]) => [start + left + end, start + right + end] as const);
  fc.assert(
    fc.property(related, fc.integer({ min: 30, max: 80 }), ([presented, nearest], width) => {
      const lines = markDifference(presented, nearest, width);
      for (const line of [lines.presented, lines.nearest, lines.marker]) assert.ok(line.length <= width, line);
      if (presented === nearest) return;
      const column = lines.marker.indexOf('^');
      assert.equal(lines.presented.slice(0, column), lines.nearest.slice(0, column));
      assert.notEqual(lines.presented[column], lines.nearest[column]);
    }),
  );
});

test('foreign texts never yield anything but printable ASCII and the ellipsis', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 30, max: 80 }), (presented, nearest, width) => {
      for (const line of Object.values(markDifference(presented, nearest, width))) assert.match(line, /^[ -~…]*$/);
    }),
  );
});
