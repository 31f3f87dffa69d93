import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExchangeAnswer } from '../azure/port.ts';
import { WireFailure } from '../wire/failure.ts';
import { Secret } from '../wire/secret.ts';
import { untilAccepted, type ProofPorts } from './acceptance.ts';
import type { Facts } from './facts.ts';

const facts = {
  account: { namespace: 'shop', name: 'orders' },
  identity: { clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', tenantId: '11111111-1111-4111-8111-111111111111' },
  presented: { issuer: 'https://issuer.test/', subject: 'system:serviceaccount:shop:orders', audience: 'api://AzureADTokenExchange' },
} as Facts;

const granted: ExchangeAnswer = { result: 'token', accessToken: new Secret('access'), expiresInSeconds: 3600 };
const refused = (aadsts: number): ExchangeAnswer => ({ result: 'refused', status: 401, aadsts, error: 'invalid_client', description: `AADSTS${aadsts}: as Entra says it` });

/** Answers in turn, the last for good; time passes only by waiting. */
function portsThatAnswer(...answers: readonly (ExchangeAnswer | WireFailure)[]): { readonly ports: ProofPorts; readonly asked: () => number; readonly now: () => number } {
  let asked = 0;
  let now = 0;
  const ports = {
    kube: { requestToken: async () => ({ token: new Secret('token'), expiresAt: '' }) },
    azure: {
      cloud: { authorityHosts: ['https://login.microsoftonline.com/'] },
      exchange: async () => {
        const answer = answers[Math.min(asked, answers.length - 1)];
        asked += 1;
        if (answer === undefined || answer instanceof WireFailure) throw answer ?? new Error('no answer');
        return answer;
      },
    },
    clock: {
      now: () => new Date(now),
      wait: async (ms: number) => {
        now += ms;
      },
    },
  } as unknown as ProofPorts;
  return { ports, asked: () => asked, now: () => now };
}

test('a credential that takes eight refusals to be known everywhere is waited for', async () => {
  const world = portsThatAnswer(...Array.from({ length: 8 }, () => refused(700213)), granted);
  assert.deepEqual(await untilAccepted(facts, world.ports, 15 * 60_000), { accepted: true });
  assert.equal(world.asked(), 9);
  assert.ok(world.now() < 70_000, `${world.now()} ms`);
});

test('a refusal that no time heals is believed at once', async () => {
  const world = portsThatAnswer(refused(7000112));
  assert.deepEqual(await untilAccepted(facts, world.ports, 15 * 60_000), { accepted: false, lasting: true, why: 'AADSTS7000112: as Entra says it' });
  assert.equal(world.asked(), 1);
});

test('the time that there is is not passed', async () => {
  const world = portsThatAnswer(refused(700213));
  assert.deepEqual(await untilAccepted(facts, world.ports, 30_000), { accepted: false, lasting: false, why: 'AADSTS700213: as Entra says it' });
  assert.ok(world.now() <= 30_000);
});

test('a lost answer is no refusal, and a host that nothing is sent to never answers', async () => {
  const reset = new WireFailure('POST https://login.microsoftonline.com/', { kind: 'unreachable', code: 'ECONNRESET', message: 'reset' });
  assert.deepEqual(await untilAccepted(facts, portsThatAnswer(reset, granted).ports, 60_000), { accepted: true });
  const unsent = new WireFailure('POST https://login.example/', { kind: 'not-sent', message: 'no authority of Entra' });
  assert.equal((await untilAccepted(facts, portsThatAnswer(unsent, granted).ports, 60_000)).accepted, false);
});
