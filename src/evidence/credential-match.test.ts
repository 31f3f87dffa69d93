import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { matchesExactly, matchOf } from './credential-match.ts';
import type { FederatedCredential } from './federated-credentials.ts';
import { nearestTo } from './nearest-credential.ts';
import type { Token } from './token.ts';

const presented: Token = {
  algorithm: 'RS256',
  kid: 'key-1',
  issuer: 'https://issuer.example/cluster/',
  subject: 'system:serviceaccount:shop:orders',
  audiences: ['api://AzureADTokenExchange'],
  issuedAt: 0,
  expiresAt: 600,
};

function credential(more: Partial<FederatedCredential> = {}): FederatedCredential {
  return { name: 'fic', issuer: presented.issuer, subject: presented.subject, audiences: ['api://AzureADTokenExchange'], ...more };
}

function nearest(...credentials: readonly Partial<FederatedCredential>[]): readonly [name: string, kind: string] | undefined {
  const found = nearestTo(presented, credentials.map((more, index) => credential({ name: `fic-${index}`, ...more })));
  return found === undefined ? undefined : [found.credential.name, found.differs.kind];
}

const order = 'system:serviceaccount:shop:order';
const elsewhere = 'https://elsewhere.example/';

describe('a credential matches', () => {
  test('where issuer, subject and one audience are equal byte for byte', () => {
    assert.ok(matchesExactly(credential(), presented));
    assert.ok(matchesExactly(credential({ audiences: ['api://other', 'api://AzureADTokenExchange'] }), presented));
  });

  const near: readonly Partial<FederatedCredential>[] = [
    { issuer: presented.issuer.slice(0, -1) },
    { issuer: presented.issuer.toUpperCase() },
    { issuer: `${presented.issuer}/` },
    { subject: 'system:serviceaccount:shop:Orders' },
    { subject: `${presented.subject} ` },
    { subject: `${presented.subject}\u200b` },
    { subject: 'system:serviceaccount:shop:ordеrs' },
    { subject: 'system:serviceaccount:shop:*' },
    { audiences: ['api://azureadtokenexchange'] },
    { audiences: [] },
  ];
  for (const more of near) {
    test(`not where it has ${JSON.stringify(more)}`, () => {
      assert.equal(matchesExactly(credential(more), presented), false);
      assert.equal(matchOf([credential(more)], presented).exact, undefined);
    });
  }

  test('not where it goes by an expression', () => {
    const { subject: _subject, ...flexible } = credential();
    assert.equal(matchesExactly({ ...flexible, expression: "claims['sub'] matches '*'" }, presented), false);
  });
});

describe('the nearest credential', () => {
  const cases: readonly (readonly [sentence: string, credentials: readonly Partial<FederatedCredential>[], found: readonly [string, string] | undefined])[] = [
    ['differs in the audience alone', [{ audiences: ['api://other'] }], ['fic-0', 'audience']],
    ['differs in a trailing slash', [{ issuer: presented.issuer.slice(0, -1) }], ['fic-0', 'issuer-slash']],
    ['differs in the subject', [{ subject: order }], ['fic-0', 'subject']],
    ['differs in the issuer', [{ issuer: elsewhere }], ['fic-0', 'issuer']],
    ['has something in common at all', [{ issuer: elsewhere, subject: order }], undefined],
    ['is the one with the likeliest subject', [{ subject: 'system:serviceaccount:bank:accounts' }, { subject: order }], ['fic-1', 'subject']],
    ['is one of this cluster rather than one for this account of another cluster', [{ issuer: elsewhere }, { subject: order }], ['fic-1', 'subject']],
    ['is one that can match nothing as it stands rather than one that may serve somebody else', [{ subject: order }, { issuer: presented.issuer.slice(0, -1) }], ['fic-1', 'issuer-slash']],
    ['has the right audience, other things being equal', [{ subject: order, audiences: ['api://other'] }, { subject: order }], ['fic-1', 'subject']],
  ];
  for (const [sentence, credentials, found] of cases) {
    test(sentence, () => {
      assert.deepEqual(nearest(...credentials), found);
    });
  }

  test('is not a flexible one', () => {
    const { subject: _subject, ...flexible } = credential();
    assert.equal(nearestTo(presented, [flexible]), undefined);
  });

  test('is found at once, whatever wildcards a subject has', () => {
    const started = performance.now();
    nearest({ subject: `${'*'.repeat(9)}!` });
    assert.ok(performance.now() - started < 100);
  });
});

const bit = (right: string, ...wrong: readonly string[]): fc.Arbitrary<string> => fc.oneof(fc.constant(right), fc.constantFrom(...wrong), fc.string());
const anyCredential = fc.record({
  name: fc.string(),
  issuer: bit(presented.issuer, presented.issuer.slice(0, -1), `${presented.issuer} `, elsewhere),
  subject: bit(presented.subject, order, `${presented.subject}\n`, presented.subject.toUpperCase(), 'system:serviceaccount:shop:*'),
  audiences: fc.array(bit('api://AzureADTokenExchange', 'api://other'), { maxLength: 2 }),
});

test('an exact match never loses, wherever it stands among others', () => {
  fc.assert(
    fc.property(fc.array(anyCredential, { maxLength: 6 }), fc.nat(6), (others, at) => {
      const before = others.slice(0, at).filter((one) => !matchesExactly(one, presented));
      const { exact, nearest: near } = matchOf([...before, credential({ name: 'the one' }), ...others.slice(at)], presented);
      assert.equal(exact, 'the one');
      assert.equal(near, undefined);
    }),
  );
});

test('what is said to differ does differ, and where nothing is said nothing is equal', () => {
  fc.assert(
    fc.property(fc.array(anyCredential, { maxLength: 6 }), (credentials) => {
      fc.pre(!credentials.some((one) => matchesExactly(one, presented)));
      const found = nearestTo(presented, credentials);
      if (found === undefined) {
        assert.ok(!credentials.some(({ issuer, subject }) => issuer === presented.issuer || subject === presented.subject));
        return;
      }
      const { issuer, subject, audiences } = found.credential;
      const different = {
        issuer: issuer !== presented.issuer,
        subject: subject !== presented.subject,
        audience: !audiences.some((one) => presented.audiences.includes(one)),
      };
      const said = { 'issuer-slash': 'issuer', 'subject-case': 'subject', wildcard: 'subject', issuer: 'issuer', subject: 'subject', audience: 'audience' } as const;
      const field = found.differs.kind === 'whitespace' ? found.differs.field : said[found.differs.kind];
      assert.ok(different[field], `${field} of ${JSON.stringify(found.credential)}`);
      assert.ok(field !== 'audience' || (!different.issuer && !different.subject), 'the audience is named last');
    }),
    { numRuns: 1000 },
  );
});
