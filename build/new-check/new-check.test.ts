import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { nextCode } from './code.ts';
import { camel, pascal, readWanted } from './names.ts';
import { register } from './register.ts';

describe('the list of checks', () => {
  const source = [
    "import { clusterAnswers } from './access/cluster-answers.ts';",
    "import type { AnyCheck } from './check.ts';",
    "import { exists } from './identity/exists.ts';",
    '',
    'export const checks: readonly AnyCheck[] = [clusterAnswers, exists];',
    '',
  ].join('\n');

  test('takes a new entry behind those that it follows, with its import in order', () => {
    const entry = { exported: 'fresh', specifier: './pod/fresh.ts', otherName: 'podFresh' };
    assert.equal(
      register(source, 'checks', entry, (specifier) => specifier.startsWith('./access/')),
      [
        "import { clusterAnswers } from './access/cluster-answers.ts';",
        "import type { AnyCheck } from './check.ts';",
        "import { exists } from './identity/exists.ts';",
        "import { fresh } from './pod/fresh.ts';",
        '',
        'export const checks: readonly AnyCheck[] = [',
        '  clusterAnswers,',
        '  fresh,',
        '  exists,',
        '];',
        '',
      ].join('\n'),
    );
  });

  test('takes a name that is taken under another', () => {
    const entry = { exported: 'exists', specifier: './service-account/exists.ts', otherName: 'serviceAccountExists' };
    const result = register(source, 'checks', entry, () => true);
    assert.match(result, /^import \{ exists as serviceAccountExists \} from '\.\/service-account\/exists\.ts';$/m);
    assert.match(result, / {2}exists,\n {2}serviceAccountExists,\n\];/);
  });

  test('refuses an entry that it has, and a source without the list', () => {
    const entry = { exported: 'exists', specifier: './identity/exists.ts', otherName: 'identityExists' };
    assert.throws(() => register(source, 'checks', entry, () => true), /has \.\/identity\/exists\.ts already/);
    assert.throws(() => register(source, 'other', { ...entry, specifier: './x.ts' }, () => true), /no list other/);
  });
});

describe('a new code', () => {
  test('is the one after the highest of its link, retired ones included', () => {
    assert.equal(nextCode('pod', ['WI301', 'WI304', 'WI351', 'WI201']), 'WI305');
    assert.equal(nextCode('federated-credential', ['WI501', 'WI601']), 'WI551');
  });

  test('is refused where the link has none left', () => {
    assert.throws(() => nextCode('token', ['WI499']), /token has used its codes up to WI499/);
  });
});

describe('the words of the command', () => {
  test('are a check and its problem', () => {
    assert.deepEqual(readWanted(['pod/on-this-node', 'pod-on-virtual-node']), { link: 'pod', check: 'on-this-node', problem: 'pod-on-virtual-node' });
    assert.equal(camel('pod-on-virtual-node'), 'podOnVirtualNode');
    assert.equal(pascal('pod-on-virtual-node'), 'PodOnVirtualNode');
  });

  for (const [words, why] of [
    [[], /^use: /],
    [['pod/a', 'b', 'c'], /^use: /],
    [['node/a', 'b'], /no link "node"; there are access,/],
    [['pod/A', 'b'], /"A" is not a name in kebab case/],
    [['pod/a/b', 'c'], /kebab case/],
    [['pod/public', 'b'], /a word of the language/],
    [['pod/a', 'a'], /named after the healthy state/],
  ] as const) {
    test(`are refused when they are "${words.join(' ')}"`, () => {
      assert.throws(() => readWanted(words), ({ message }: Error) => why.test(message));
    });
  }
});
