import assert from 'node:assert/strict';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Scenario } from '../../src/sandbox/scenario.ts';

/** What must never be seen: a JWT (or the start of one), a bearer header, the value of a secret of the vaults. */
export function assertNothingLeaks(texts: readonly string[], scenario: Pick<Scenario, 'azure'>): void {
  const values = (scenario.azure.vaults ?? []).flatMap(({ secrets }) => Object.values(secrets).map(({ value }) => value));
  for (const text of texts) {
    assert.doesNotMatch(text, /eyJ[A-Za-z0-9_-]{8,}/, 'a token is in the output');
    assert.doesNotMatch(text, /Bearer [A-Za-z0-9._-]{8,}/, 'a bearer header is in the output');
    for (const value of values) assert.ok(!text.includes(value), 'the value of a secret is in the output');
  }
}

const homes: readonly { readonly host: RegExp; readonly kind: string }[] = [
  { host: /^login\.(microsoftonline\.(com|us)|chinacloudapi\.cn)$/, kind: 'assertion' },
  { host: /\.vault\.(azure\.net|usgovcloudapi\.net|azure\.cn)$/, kind: 'workload' },
  { host: /^(management\.azure\.com|graph\.microsoft\.com)$/, kind: 'operator' },
];

/** Every token that went over the wire went to a host of its own kind. */
export function assertTokensStayHome({ azure }: Sandbox): void {
  for (const { host, token, method, path } of azure.requests) {
    if (token === 'none') continue;
    const home = homes.find((one) => one.host.test(host));
    assert.equal(token, home?.kind, `${method} ${host}${path} was sent a token of kind ${token}`);
  }
}
