import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import fc from 'fast-check';
import { WireFailure } from '../wire/failure.ts';
import { findAzureCli } from './azure-cli.ts';
import { publicCloud } from './clouds.ts';
import { retryAfter, statusFailure } from './failures.ts';
import { parseIdentityResource } from './grammar.ts';
import { createWire } from './pipeline.ts';
import type { WireResponse } from './pipeline.ts';
import { publicDocument } from './public-document.ts';
import { readShape, urlOf } from './rest-api.ts';

const canary = 'canary-5b1c9d';
const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl';

function response(status: number, body: string, headers: Readonly<Record<string, string>> = {}): WireResponse {
  return { status, body, header: (name) => headers[name] };
}

/** One line, bounded, nothing that a terminal obeys, no token. */
function assertPrintable(text: string): void {
  assert.doesNotMatch(text, /\p{Cc}|[\u2028\u2029]/u);
  assert.ok(text.length < 2000 && !text.includes(jwt), text);
}

test('whatever az prints, it is a token or a failure that does not quote what it wrote on stdout', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-az-'));
  try {
    await writeFile(join(directory, 'az'), '');
    await chmod(join(directory, 'az'), 0o755);
    const field = fc.oneof(fc.constantFrom(canary, '', `${canary}\n`, 4_102_444_800, '4102444800'), fc.string(), fc.jsonValue());
    const stdout = fc.oneof(fc.string(), fc.constantFrom(canary, `WARNING: ${canary}`), fc.record({ accessToken: field, expires_on: field, expiresOn: field }, { requiredKeys: [] }).map((value) => JSON.stringify(value)));
    const stderr = fc.oneof(fc.string(), fc.constantFrom(`ERROR: \u001b[31mno ${jwt}\r\nsecond`, 'WARNING: old\nERROR: new'));
    await fc.assert(
      fc.asyncProperty(stdout, stderr, fc.constantFrom(0, 0, 1, null), async (out, err, exitCode) => {
        const env = { PATH: directory, AZURE_CONFIG_DIR: directory };
        const spawn = async (): Promise<{ exitCode: number | null; stdout: string; stderr: string }> => ({ exitCode, stdout: out, stderr: err });
        const cli = await findAzureCli({ env, cloud: publicCloud, wire: createWire({ deadlineMs: 1000 }), platform: 'linux', spawn });
        try {
          const { token, expiresAt } = (await cli?.token('https://management.azure.com')) ?? assert.fail('az is there');
          assert.match(token.reveal(), /^[\x21-\x7e]+$/, 'fit for a header');
          assert.ok(expiresAt === undefined || Number.isFinite(expiresAt));
          assert.equal(exitCode, 0);
        } catch (error) {
          assert.ok(error instanceof WireFailure, String(error));
          assert.ok(!`${error.stack}${JSON.stringify(error.fault)}`.includes(canary), error.message);
          assertPrintable(error.message);
        }
      }),
      // as milliseconds this finite number of seconds is none
      { numRuns: 300, examples: [[JSON.stringify({ accessToken: canary, expires_on: -1.797693134862316e305 }), '', 0]] },
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('whatever profile the Azure CLI has written, it names an account or nothing', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-az-'));
  try {
    await writeFile(join(directory, 'az'), '');
    await chmod(join(directory, 'az'), 0o755);
    const subscription = fc.record({ isDefault: fc.oneof(fc.boolean(), fc.jsonValue()), environmentName: fc.constantFrom('AzureCloud', 'x'), user: fc.oneof(fc.record({ name: fc.oneof(fc.string(), fc.jsonValue()) }), fc.jsonValue()) }, { requiredKeys: [] });
    const profile = fc.oneof(fc.string(), fc.record({ subscriptions: fc.oneof(fc.array(fc.oneof(subscription, fc.jsonValue()), { maxLength: 3 }), fc.jsonValue()) }).map((value) => `\ufeff${JSON.stringify(value)}`));
    await fc.assert(
      fc.asyncProperty(profile, async (text) => {
        await writeFile(join(directory, 'azureProfile.json'), text);
        const cli = await findAzureCli({ env: { PATH: directory, AZURE_CONFIG_DIR: directory }, cloud: publicCloud, wire: createWire({ deadlineMs: 1000 }), platform: 'linux' });
        assertPrintable(cli?.account ?? '');
      }),
      { numRuns: 200 },
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('whatever ARM or Graph answers, its failure is one printable line, and a 404 is theirs only with an error of theirs', () => {
  const error = fc.record({ code: fc.oneof(fc.string(), fc.jsonValue()), message: fc.oneof(fc.string(), fc.constant(`got ${jwt}\u001b[2J`), fc.jsonValue()) }, { requiredKeys: [] });
  const body = fc.oneof(fc.string(), fc.jsonValue().map((value) => JSON.stringify(value)), fc.record({ error: fc.oneof(error, fc.jsonValue()) }).map((value) => JSON.stringify(value)));
  fc.assert(
    fc.property(fc.constantFrom(400, 401, 403, 404, 429, 500, 503), body, fc.string(), (status, text, type) => {
      const { fault, message } = statusFailure('GET https://management.azure.com/x', response(status, text, { 'content-type': type }));
      assertPrintable(message);
      assert.ok(fault.kind === 'status' || fault.kind === 'garbled');
      if (fault.kind === 'status' && status === 404) assert.match(text, /"error":\s*\{/);
    }),
    { numRuns: 500 },
  );
});

test('whatever a Retry-After says, it is a number of seconds or nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9.]{0,400}$/), fc.date({ noInvalidDate: true }).map((date) => date.toUTCString())), (header) => {
      const seconds = retryAfter(response(429, '', { 'retry-after': header }));
      assert.ok(seconds === undefined || (Number.isInteger(seconds) && seconds >= 0), String(seconds));
    }),
  );
});

test('whatever an address is, a public document is asked for over https alone, and without a login', async () => {
  // a run that has ended sends nothing, and says what it would have sent
  const wire = createWire({ deadlineMs: 1000, signal: AbortSignal.abort() });
  const address = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string(), fc.tuple(fc.constantFrom('https://', 'http://', 'file://', 'https:', '//', ''), fc.constantFrom('', `ada:${canary}@`, 'ada@'), fc.string()).map((parts) => parts.join('')));
  await fc.assert(
    fc.asyncProperty(address, async (url) => {
      const error: unknown = await publicDocument(wire, url).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof WireFailure, String(error));
      assert.ok(!error.message.includes(canary), error.message);
      if (error.fault.kind === 'timeout') assert.match(error.operation, /^GET https:\/\/[^@/]+\//);
      else assert.equal(error.fault.kind, 'not-sent');
    }),
    { numRuns: 500 },
  );
});

test('whatever path it is given, an API is asked at its own origin', () => {
  const api = { origin: 'https://management.azure.com', wire: createWire({ deadlineMs: 1000 }), operator: { source: async () => undefined, token: () => assert.fail('no token is asked for') } };
  const path = fc.oneof(fc.string(), fc.array(fc.constantFrom('/', '\\', '..', 'https:', 'evil.example', '@', '?', '#', '%2f', '\t', '\n')).map((parts) => parts.join('')));
  fc.assert(
    fc.property(path, (text) => {
      try {
        assert.equal(new URL(urlOf(api, text)).origin, api.origin);
      } catch (error) {
        assert.ok(error instanceof WireFailure && error.fault.kind === 'not-sent', String(error));
        assertPrintable(error.message);
      }
    }),
    { numRuns: 1000 },
  );
});

test('whatever a resource id is, what is taken from it cannot lead elsewhere in a path', () => {
  const id = fc.oneof(fc.string(), fc.tuple(fc.string(), fc.string(), fc.string()).map(([group, provider, name]) => `/subscriptions/44444444-4444-4444-8444-444444444444/resourceGroups/${group}/providers/Microsoft.ManagedIdentity${provider}/userAssignedIdentities/${name}`));
  fc.assert(
    fc.property(id, (text) => {
      const identity = parseIdentityResource(text);
      if (identity === undefined) return;
      for (const part of Object.values(identity)) assert.doesNotMatch(part, /^\.*$|[/\\?#%\p{Cc}]/u);
    }),
    { numRuns: 1000 },
  );
});

test('a shape that does not fit is a failure of the wire, in one printable line', () => {
  fc.assert(
    fc.property(fc.string(), (words) => {
      assert.throws(() => readShape('GET x', { parse: () => { throw new Error(`${words}${jwt}`); } }, {}), (error) => {
        assert.ok(error instanceof WireFailure && error.fault.kind === 'garbled');
        assertPrintable(error.message);
        return true;
      });
    }),
  );
});
