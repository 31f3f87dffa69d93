/** `kubectl wi bind` where something goes wrong on the way: it ends with what was wanted, or stops and can be gone on with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fault } from '../../src/sandbox/scenario.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bindJson, bindKilledAfter, orders, refusal, worldOf, writes } from './bind.ts';

const yes = [...orders, '--secret', 'db-password', '--yes', '--timeout', '90s'];
const credential = 'PUT management.azure.com/*federatedIdentityCredentials*';
const role = 'PUT management.azure.com/*roleAssignments*';
const exchange = 'POST login.microsoftonline.com/*/oauth2/v2.0/token';
const json = { 'content-type': 'application/json' };

const noMatch: Fault['act'] = {
  answer: 401,
  headers: json,
  body: JSON.stringify({ error: 'invalid_client', error_description: 'AADSTS700213: No matching federated identity record found.', error_codes: [700213] }),
};

describe('kubectl wi bind ends with a workload that works after', { concurrency: 2 }, () => {
  for (const [what, world] of [
    ['another write to the identity under way', worldOf([bareDeployment()], { faults: [{ match: credential, times: 1, act: refusal(409, 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity') }] })],
    ['throttling', worldOf([bareDeployment()], { faults: [{ match: credential, times: 1, act: refusal(429, 'TooManyRequests', { 'retry-after': '3' }) }] })],
    ['a service out of order', worldOf([bareDeployment()], { faults: [{ match: role, times: 2, act: refusal(503, 'ServiceUnavailable') }] })],
    ['a reset before a write', worldOf([bareDeployment()], { faults: [{ match: credential, times: 1, act: 'reset' }] })],
    ['an answer that broke off after the credential was written', worldOf([bareDeployment()], { faults: [{ match: credential, times: 1, act: 'cut' }] })],
    ['an answer that broke off after the role was given', worldOf([bareDeployment()], { faults: [{ match: role, times: 1, act: 'cut' }] })],
    ['a principal that is not yet everywhere', worldOf([bareDeployment()], { faults: [{ match: role, times: 1, act: refusal(400, 'PrincipalNotFound') }] })],
    ['three refusals of Entra while the credential is on its way', worldOf([bareDeployment()], { faults: [{ match: exchange, times: 3, act: noMatch }] })],
    ['an answer of the API server that broke off after the account was written', worldOf([bareDeployment()], {}, { faults: [{ match: 'PATCH */serviceaccounts/orders?fieldManager=workload-identity-bind', times: 1, act: 'cut' }] })],
    ['a reset when the API server is asked whether it would take it', worldOf([bareDeployment()], {}, { faults: [{ match: 'PATCH */deployments/orders?dryRun=All', times: 1, act: 'reset' }] })],
    ['a reset before the template is written', worldOf([bareDeployment()], {}, { faults: [{ match: 'PATCH */deployments/orders?fieldManager=workload-identity-bind', times: 1, act: 'reset' }] })],
  ] as const) {
    it(what, async () => {
      await withSandbox(world, async (sandbox) => {
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.steps));
      });
    });
  }
});

describe('kubectl wi bind stops', { concurrency: 2 }, () => {
  it('at a step that is refused, tries nothing after it, and goes on from there the next time', async () => {
    const world = worldOf([bareDeployment()], { faults: [{ match: role, times: 1, act: refusal(403, 'AuthorizationFailed') }] });
    await withSandbox(world, async (sandbox) => {
      const stopped = await bindJson(sandbox.env, yes);
      assert.deepEqual([stopped.exitCode, stopped.doctor], [1, undefined]);
      assert.deepEqual(stopped.steps.map(({ part, outcome }) => `${part}: ${outcome}`), [
        'federated credential: done',
        'role assignment: failed',
        'service account: not-tried',
        'exchange: not-tried',
        'pod template: not-tried',
      ]);
      assert.equal(stopped.steps[1]?.why, 'as Azure says it');
      const written = writes(sandbox).length;
      const after = await bindJson(sandbox.env, yes);
      assert.deepEqual([after.exitCode, after.plan.changes[0]?.action], [0, 'unchanged']);
      assert.equal(writes(sandbox).length, written + 3);
    });
  });

  it('before the template where Entra does not take the token for as long as there is time', async () => {
    await withSandbox(worldOf([bareDeployment()], { faults: [{ match: exchange, act: noMatch }] }), async (sandbox) => {
      const stopped = await bindJson(sandbox.env, [...orders, '--yes', '--timeout', '6s']);
      assert.equal(stopped.exitCode, 124);
      assert.deepEqual(stopped.steps.slice(-2).map(({ part, outcome }) => `${part}: ${outcome}`), ['exchange: failed', 'pod template: not-tried']);
      assert.match(stopped.steps.at(-2)?.why ?? '', /AADSTS700213/);
    });
  });

  for (const [after, what] of ['the credential', 'the role', 'the account', 'the template'].entries()) {
    it(`killed after ${what} was written, it is completed by the same command`, async () => {
      await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
        const killed = await bindKilledAfter(after, sandbox, yes);
        assert.equal(killed.exitCode, null, killed.stdout);
        const report = await bindJson(sandbox.env, yes);
        assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report));
      });
    });
  }
});
