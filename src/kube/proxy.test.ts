import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isExempt, proxyFromEnvironment } from './proxy.ts';

const server = new URL('https://api.shop.example.com:6443');

test('the proxy is the one of the scheme, upper case first, with http as its own default scheme', () => {
  const of = (env: Record<string, string>, url = server): string | undefined => proxyFromEnvironment(url, env)?.href;
  assert.equal(of({ HTTPS_PROXY: 'http://p:1', https_proxy: 'http://q:1' }), 'http://p:1/');
  assert.equal(of({ https_proxy: 'http://q:1' }), 'http://q:1/');
  assert.equal(of({ HTTPS_PROXY: 'p:3128' }), 'http://p:3128/');
  assert.equal(of({ HTTPS_PROXY: 'ada:pw@p:3128' }), 'http://ada:pw@p:3128/');
  assert.equal(of({ HTTPS_PROXY: 'socks5://p:1080' }), 'socks5://p:1080');
  assert.equal(of({ HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://a:1' }), undefined);
  assert.equal(of({ HTTP_PROXY: 'http://p:1' }, new URL('http://api.example.com')), 'http://p:1/');
  assert.equal(of({ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com' }), undefined);
  assert.equal(of({ HTTPS_PROXY: '::::' }), undefined);
});

test('NO_PROXY is read as Go reads it', () => {
  const rows: readonly [string, string, boolean][] = [
    ['https://api.example.com', 'example.com', true],
    ['https://example.com', 'example.com', true],
    ['https://badexample.com', 'example.com', false],
    ['https://example.com', '.example.com', false],
    ['https://api.example.com', '.example.com', true],
    ['https://api.example.com', '*.example.com', true],
    ['https://example.com', '*.example.com', false],
    ['https://api.example.com', ' other , EXAMPLE.com ', true],
    ['https://api.example.com', '*', true],
    ['https://api.example.com', 'x,*,y', true],
    ['https://api.example.com', 'example.com:443', true],
    ['https://api.example.com:6443', 'example.com:443', false],
    ['https://api.example.com:6443', 'example.com:6443', true],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://10.1.2.3', '10.1.2.3', true],
    ['https://10.1.2.3:6443', '10.1.2.3:443', false],
    ['https://10.1.2.3', '1.2.3', false],
    ['https://10.1.2.3', '10.0.0.0/33', false],
    ['https://[fd00::1]', 'fd00::/8', true],
    ['https://[fd00::1]', 'fd00::1', true],
    ['https://[fd00::1]:6443', '[fd00::1]:6443', true],
    ['https://[fd00::1]', '[fd00::1]', false],
    ['https://api.example.com', ':443', false],
    ['https://api.example.com', '', false],
    ['https://localhost:6443', '', true],
    ['https://127.8.9.1', '', true],
    ['https://[::1]:6443', '', true],
    ['https://[::ffff:127.0.0.1]', '', true],
  ];
  for (const [url, list, exempt] of rows) assert.equal(isExempt(new URL(url), list), exempt, `${url} with "${list}"`);
});

test('any NO_PROXY text is taken without an exception, and never sends loopback to a proxy', () => {
  const piece = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('*.', '.', '/', '::', '[', ']:', '10.0.0.0/8', 'example.com'));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const list = pieces.join('');
      assert.equal(typeof isExempt(server, list), 'boolean');
      assert.equal(isExempt(new URL('https://127.0.0.1:6443'), list), true);
    }),
  );
});

test('a domain and everything below it are exempt, and nothing that only ends alike', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
  fc.assert(
    fc.property(label, label, (host, domain) => {
      assert.equal(isExempt(new URL(`https://${host}.${domain}.test`), `${domain}.test`), true);
      assert.equal(isExempt(new URL(`https://${host}${domain}.test`), `${domain}.test`), false);
    }),
  );
});
