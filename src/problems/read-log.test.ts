import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readLog } from './read-log.ts';
import { problems } from './registry.ts';
import { logPatterns } from './log-patterns.ts';

function causes(log: string): readonly (readonly string[])[] {
  return readLog(log).findings.map((finding) => finding.problems);
}

describe('a log', () => {
  test('is read for what an SDK tried: where workload identity is among it, the SDK is not too old', () => {
    const tried = (credential: string): string => `DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\tEnvironmentCredential: …\n\t${credential}: …`;
    assert.deepEqual(causes(tried('ManagedIdentityCredential')), [['sdk-too-old']]);
    assert.deepEqual(causes(tried('WorkloadIdentityCredential')), []);
  });

  test('tells a managed identity that was asked for from one that was tried last', () => {
    const line = 'ManagedIdentityCredential authentication failed: 400';
    assert.deepEqual(causes(line)[0]?.[0], 'sdk-managed-identity-credential');
    assert.deepEqual(causes(`DefaultAzureCredential: WorkloadIdentityCredential authentication failed\n${line}`), []);
  });

  test('names what stands first, or what stands last', () => {
    const log = 'AADSTS700024: first\nother\nAADSTS700024: last';
    assert.deepEqual(readLog(log).findings.map(({ line, text }) => [line, text]), [[1, 'AADSTS700024: first']]);
    assert.deepEqual(readLog(log, 'last').findings.map(({ line, text }) => [line, text]), [[3, 'AADSTS700024: last']]);
  });

  test('gives what an error names', () => {
    const [finding] = readLog("The client 'a5f0c2c1-6c1d-4a8e-9a3b-0d2f6b7c91ab' with object id '66666666-6666-4666-8666-666666666666' does not have authorization to perform action 'Microsoft.Network/dnsZones/read' over scope '/subscriptions/x'").findings;
    assert.deepEqual([finding?.problems, finding?.groups['action'], finding?.groups['scope']], [['arm-rbac-missing'], 'Microsoft.Network/dnsZones/read', '/subscriptions/x']);
  });

  test('is never too much, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ maxLength: 3000 }), (log) => void readLog(log)));
    const began = performance.now();
    readLog(`${'login.microsoftonline.com '.repeat(700)}\n`.repeat(20));
    assert.ok(performance.now() - began < 2000);
  });
});

test('every pattern names problems that there are', () => {
  const names = new Set(problems.map(({ name }) => name));
  assert.deepEqual(logPatterns.flatMap((pattern) => pattern.problems.filter((name) => !names.has(name))), []);
});
