import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { redactedLine } from './redacted-log.ts';

const canary = 'canary-Aa1-of-a-secret';

describe('a line of a log', () => {
  const carriers: readonly string[] = [
    `password=${canary}`,
    `"clientSecret": "${canary}"`,
    `client_secret=${canary}&scope=x`,
    `client_assertion: ${canary}`,
    `Authorization: Bearer ${canary}`,
    `{"access_token":"${canary}","token_type":"Bearer"}`,
    `https://store.blob.core.windows.net/c?sv=2024&sig=${canary}&se=1`,
    `AccountName=x;AccountKey=${canary};EndpointSuffix=core.windows.net`,
    `postgres://orders:${canary}@db.example:5432/orders`,
    `pwd='${canary}'`,
  ];
  for (const line of carriers) {
    test(`loses what it carries: ${line.slice(0, 24)}…`, () => {
      const shown = redactedLine(`12:00 error ${line} end`);
      assert.ok(!shown.includes(canary), shown);
      assert.match(shown, /^12:00 error /);
    });
  }

  test('loses tokens and client secrets of Entra wherever they stand', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.stringMatching(/^[A-Za-z0-9_-]{12,60}$/), (before, after, body) => {
        assert.ok(!redactedLine(`${before} eyJ${body}.${body}.${body} ${after}`).includes(`eyJ${body}`));
      }),
    );
    assert.equal(redactedLine('key abc8Q~0123456789abcdefghijABCDEFGHIJ0123 end'), 'key [redacted] end');
  });

  test('keeps what an error is recognised by', () => {
    for (const line of [
      "AADSTS700016: Application with identifier '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' was not found in the directory '11111111-1111-4111-8111-111111111111'.",
      'Caller: appid=5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab;oid=66666666-6666-4666-8666-666666666666 ForbiddenByRbac',
      'DefaultAzureCredential failed to retrieve a token from the included credentials.',
      'dial tcp 169.254.169.254:80: i/o timeout',
    ]) {
      assert.equal(redactedLine(line), line);
    }
  });

  test('loses its colours, and is cut', () => {
    assert.equal(redactedLine('\u001b[31mAADSTS\u001b[0m700024'), 'AADSTS700024');
    assert.equal(redactedLine('x'.repeat(10_000)).length, 4000);
  });
});
