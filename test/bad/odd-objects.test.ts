import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { doctorReport } from '../../src/report/report.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { audience, clientId, issuer, principalId, steps, subject, subscriptionId, template, tenantId } from '../../src/sandbox/scenarios/shop.ts';
import { withQuestions } from '../scenarios/questions.ts';
import { openLaboratory, type Experiment, type Laboratory } from './laboratory.ts';

/** A request and the body of its true answer. */
type Answers = readonly (readonly [request: string, body: unknown])[];

const shop = '/api/v1/namespaces/shop';
const claims = { iss: issuer, sub: subject, aud: [audience], iat: 1, exp: 2 };
const jwt = ['{"alg":"RS256"}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');

/** What the simulated cluster answers to what the doctor asks. */
function clusterAnswers(): Promise<Answers> {
  const anything = { parse: (value: unknown): unknown => value };
  const asked = [
    '/version',
    '/.well-known/openid-configuration',
    '/apis/apps/v1/namespaces/shop/deployments/orders',
    '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
    `${shop}/pods`,
    '/apis/apps/v1/namespaces/shop/replicasets',
    `${shop}/serviceaccounts/orders`,
  ];
  return withQuestions({ steps: steps() }, async ({ world: { kube } }) => [
    ...(await Promise.all(asked.map(async (path) => [`GET 127.0.0.1${path}`, await kube.get(path, anything)] as const))),
    [`POST 127.0.0.1${shop}/pods`, await kube.dryRunCreate(`${shop}/pods`, { apiVersion: 'v1', kind: 'Pod', ...template(), metadata: { name: 'x' } }, anything)],
    [`POST 127.0.0.1${shop}/serviceaccounts/orders/token`, { kind: 'TokenRequest', status: { token: jwt, expirationTimestamp: '2030-01-01T00:00:00Z' } }],
  ]);
}

const identityId = `/subscriptions/${subscriptionId}/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`;
const azureAnswers: Answers = [
  ['POST management.azure.com/', { data: [{ id: identityId, name: 'id-orders', resourceGroup: 'rg-shop', subscriptionId, tenantId, clientId, principalId }], count: 1, $skipToken: '' }],
  ['GET graph.microsoft.com/', { id: principalId, appId: clientId, displayName: 'id-orders', servicePrincipalType: 'ManagedIdentity', alternativeNames: [identityId], accountEnabled: true }],
  ['GET management.azure.com/', { value: [{ name: 'fic-orders', properties: { issuer, subject, audiences: [audience] } }], nextLink: '' }],
  ['GET westeurope.oic.prod-aks.azure.com/*/.well-known/', { issuer, jwks_uri: `${issuer}openid/v1/jwks` }],
  ['GET westeurope.oic.prod-aks.azure.com/*/jwks', { keys: [{ use: 'sig', kty: 'RSA', kid: 'k', alg: 'RS256', n: 'AQAB', e: 'AQAB' }] }],
  ['POST login.microsoftonline.com/', { token_type: 'Bearer', expires_in: 3599, access_token: jwt }],
];

type Way = readonly (string | number)[];

/** Every place in a value, the whole of it first. */
function placesIn(value: unknown, at: Way = []): readonly Way[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))];
}

/** The value with something else in one place, or with nothing there. */
function withOther(value: unknown, [key, ...deeper]: Way, other: unknown): unknown {
  if (key === undefined) return other;
  const inner = Object.entries(value as Readonly<Record<string, unknown>>).flatMap(([name, held]): [string, unknown][] => {
    if (name !== String(key)) return [[name, held]];
    const left = withOther(held, deeper, other);
    return left === undefined ? [] : [[name, left]];
  });
  return Array.isArray(value) ? inner.map(([, held]) => held) : Object.fromEntries(inner);
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 'x\u0000\u001b[2J', '9'.repeat(30), 'https://', 7, -1, true, [], {}, [null], [{}], { metadata: null }),
  fc.jsonValue(),
);

/** An answer that is JSON, of which one place is not what it should be. */
function oddAnswer(answers: Answers): fc.Arbitrary<{ readonly match: string; readonly body: string }> {
  return fc
    .constantFrom(...answers)
    .chain(([match, body]) => fc.record({ match: fc.constant(match), body: fc.tuple(fc.constantFrom(...placesIn(body)), odd).map(([at, other]) => JSON.stringify(withOther(body, at, other) ?? null)) }));
}

describe('an answer that is not what it should be in one place is never a bug of ours:', { concurrency: 2 }, () => {
  const free: Laboratory[] = [];
  before(async () => {
    free.push(...(await Promise.all([openLaboratory(), openLaboratory()])));
  });
  after(async () => {
    assert.equal((await Promise.all(free.map((laboratory) => laboratory.close()))).join(''), '');
  });

  async function holds(answers: Answers, spoil: (fault: { readonly match: string; readonly act: { readonly answer: number; readonly body: string } }) => Partial<Experiment>): Promise<void> {
    const laboratory = free.pop();
    assert.ok(laboratory !== undefined);
    await fc.assert(
      fc.asyncProperty(oddAnswer(answers), fc.boolean(), async ({ match, body }, exchanges) => {
        const command = [...healthy.command, '-o', 'json', ...(exchanges ? [] : ['--no-exchange'])];
        const { exitCode, stdout, stderr } = await laboratory.run({ cluster: healthy.cluster, azure: healthy.azure, command, ...spoil({ match, act: { answer: match.startsWith('POST 127') ? 201 : 200, body } }) });
        assert.equal(stderr, '', `${match}: ${body}`);
        assert.equal(doctorReport.parse(JSON.parse(stdout)).exitCode, exitCode);
        assert.ok([0, 1, 3].includes(exitCode), `exit code ${exitCode}`);
      }),
      { numRuns: 80 },
    );
    free.push(laboratory);
  }

  it('of the API server', async () => {
    await holds(await clusterAnswers(), (fault) => ({ clusterFaults: [fault] }));
  });

  it('of Azure', async () => {
    await holds(azureAnswers, (fault) => ({ azureFaults: [fault] }));
  });
});
