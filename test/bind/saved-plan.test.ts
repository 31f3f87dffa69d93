/** A plan that was saved is carried out as it was shown, or not at all. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { identity, otherClientId, otherPrincipalId } from '../../src/sandbox/scenarios/shop.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { assertNothingLeaks } from '../scenarios/canaries.ts';
import { withSandbox } from '../scenarios/world.ts';
import { bareDeployment, bind, bindJson, changesOf, orders, worldOf, writes } from './bind.ts';

const asked = [...orders, '--secret', 'db-password'];

describe('bind -f', () => {
  let directory: string;
  let file: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kubectl-wi-plan-'));
    file = join(directory, 'plan.json');
  });
  after(() => rm(directory, { recursive: true }));

  const save = async ({ env }: Sandbox, format = 'json', argv = asked): Promise<void> => {
    const { stdout, exitCode } = await bind(env, ['plan', ...argv, '-o', format]);
    assert.equal(exitCode, 1);
    assertNothingLeaks([stdout], worldOf([]));
    await writeFile(file, stdout);
  };
  const go = ['-f', '', '--yes', '--timeout', '60s'];
  const saved = (): readonly string[] => go.map((word) => (word === '' ? file : word));

  for (const format of ['json', 'yaml']) {
    it(`carries out a plan that was saved as ${format}, and changes nothing the second time`, async () => {
      await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
        await save(sandbox, format);
        const report = await bindJson(sandbox.env, saved());
        assert.deepEqual([report.exitCode, report.steps.length, report.doctor?.targets[0]?.verdict], [0, 5, 'ok'], JSON.stringify(report.refused));
        const again = await bindJson(sandbox.env, saved());
        assert.deepEqual([again.exitCode, again.steps], [0, []]);
      });
    });
  }

  it('creates the identity that the plan was to create, and goes on where it was stopped after that', async () => {
    const refused = { match: 'PUT management.azure.com/*roleAssignments*', times: 1, act: { answer: 403, headers: { 'content-type': 'application/json' }, body: '{"error":{"code":"AuthorizationFailed","message":"no"}}' } } as const;
    await withSandbox(worldOf([bareDeployment()], { identities: [], faults: [refused] }), async (sandbox) => {
      await save(sandbox, 'json', [...asked, '-g', 'rg-shop', '--create-identity']);
      const stopped = await bindJson(sandbox.env, saved());
      assert.deepEqual(stopped.steps.slice(0, 3).map(({ part, outcome }) => `${part}: ${outcome}`), ['identity: done', 'federated credential: done', 'role assignment: failed'], JSON.stringify(stopped.refused));
      const report = await bindJson(sandbox.env, saved());
      assert.deepEqual([report.exitCode, report.doctor?.targets[0]?.verdict], [0, 'ok'], JSON.stringify(report.refused));
    });
  });

  it('goes on from where it was stopped: what is done by now is no difference', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      await save(sandbox);
      assert.equal((await bindJson(sandbox.env, [...orders.slice(0, -2), '--yes', '--timeout', '60s'])).steps.length, 4);
      const report = await bindJson(sandbox.env, saved());
      assert.deepEqual([report.exitCode, report.steps.map(({ part }) => part)], [0, ['role assignment', 'exchange']]);
    });
  });

  it('is refused where the world has moved, with what is otherwise, and nothing is written', async () => {
    const others = identity([], { name: 'id-other', clientId: otherClientId, principalId: otherPrincipalId });
    await withSandbox(worldOf([bareDeployment()], { identities: [identity([]), others] }), async (sandbox) => {
      await save(sandbox);
      // somebody has bound it to another identity in the meantime
      await bindJson(sandbox.env, ['deployment/orders', '-n', 'shop', '--identity', 'id-other', '--yes', '--timeout', '60s']);
      const made = writes(sandbox);
      const report = await bindJson(sandbox.env, saved());
      assert.deepEqual([report.exitCode, report.steps, writes(sandbox)], [1, [], made]);
      assert.deepEqual(report.refused.map(({ what }) => what), ['the world has moved since the plan was saved: service account serviceaccount/orders: it was to be created, and is to be changed now']);
    });
  });

  it('names what it would do now that the plan did not say', async () => {
    await withSandbox(worldOf([bareDeployment()]), async (sandbox) => {
      await save(sandbox);
      await writeFile(file, (await readFile(file, 'utf8')).replace('"now": "api://AzureADTokenExchange"', '"now": "api://another"').replace('"action": "create",\n        "object": "serviceaccount/orders"', '"action": "unchanged",\n        "object": "serviceaccount/orders"'));
      const report = await bindJson(sandbox.env, saved());
      assert.deepEqual([report.exitCode, report.steps, writes(sandbox)], [1, [], []]);
      assert.deepEqual(report.refused.map(({ what }) => what.replace(/shop-orders-\w+/, 'NAME')), [
        'the world has moved since the plan was saved: federated credential NAME on id-orders: audience is not there and would become api://AzureADTokenExchange, which the plan does not say',
        'the world has moved since the plan was saved: service account serviceaccount/orders: it was right as it was, and is to be created now',
      ]);
    });
  });

  it('is for the cluster that it was made for: another issuer is another credential', async () => {
    await withSandbox(worldOf([bareDeployment()]), (sandbox) => save(sandbox));
    const elsewhere = 'https://westeurope.oic.prod-aks.azure.com/11111111-1111-4111-8111-111111111111/99999999-9999-4999-8999-999999999999/';
    await withSandbox(worldOf([bareDeployment()], { identities: [identity([])] }, { issuer: elsewhere }), async (sandbox) => {
      const report = await bindJson(sandbox.env, saved());
      assert.deepEqual([report.exitCode, writes(sandbox)], [1, []]);
      assert.match(changesOf(report)[0] ?? '', /^create federated credential/);
    });
  });

  describe('refuses, and asks nobody', () => {
    const plan = (argv: readonly string[], namespace = 'shop'): string => JSON.stringify({ apiVersion: 'kubectl-wi/v1', kind: 'BindReport', plan: { namespace, argv, changes: [] } });
    const cases = [
      { name: 'a file that is not there', text: undefined, says: /^error: \S+plan\.json cannot be read: ENOENT\n/ },
      { name: 'what is no JSON', text: '{"a": 1', says: /^error: \S+plan\.json: line 1: / },
      { name: 'another document', text: '{"kind":"DoctorReport"}', says: /^error: \S+plan\.json is no plan of bind: apiVersion: / },
      { name: 'a bomb of aliases', text: 'a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]\n', says: /^error: / },
      { name: 'a plan that agrees for you', text: plan(['deployment/orders', '--identity=id-orders', '--yes=true']), says: /^error: unknown flag: --yes\n/ },
      { name: 'a plan that says whom to ask', text: plan(['deployment/orders', '--server=https://elsewhere.test']), says: /^error: unknown flag: --server\n/ },
      { name: 'a namespace that is none', text: plan(['deployment/orders'], '../x'), says: /^error: \S+plan\.json is no plan of bind: plan\.namespace: / },
      { name: 'a target beside it', text: plan([]), argv: ['deployment/orders'], says: /^error: a saved plan says what is bound to what: leave deployment\/orders out\n/ },
      { name: 'an identity beside it', text: plan([]), argv: ['--identity', 'id-other'], says: /^error: a saved plan says what is bound to what: leave --identity=id-other out\n/ },
    ];
    for (const { name, text, argv = [], says } of cases) {
      it(name, async () => {
        if (text === undefined) await rm(file, { force: true });
        else await writeFile(file, text);
        const { exitCode, stderr } = await bind({}, [...argv, ...saved()]);
        assert.deepEqual([exitCode, says.test(stderr)], [2, true], stderr);
      });
    }
  });
});
