/** Plans whose every text is foreign and strange: what a language writes of them is its texts, and nothing else. */
import fc from 'fast-check';
import type { Facts } from '../../src/bind/facts.ts';
import type { Plan, PlannedChange } from '../../src/bind/plan.ts';
import type { Page } from '../../src/bind/writers/language.ts';

const identity = '/subscriptions/33333333-3333-4333-8333-333333333333/resourcegroups/rg-shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders';

export interface StrangeTexts {
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
}

/** What ends strings, comments and expressions in one language or another, between any other text. */
const strange = fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom("'", '"', '\\', '${', '%{', '$${', '}', '\n', '\r\n', '*/', '//', '#', "'''", '<<EOF', '\u2028', '\u0000', '\u001b[31m', '`', '$(id)'))).map((parts) => parts.join(''));

export function strangeTexts(count: number): readonly StrangeTexts[] {
  return fc.sample(fc.record({ name: strange, issuer: strange, subject: strange }), { numRuns: count, seed: 20261126 });
}

export function strangePlan(texts: readonly StrangeTexts[]): { readonly plan: Plan; readonly page: Page } {
  const changes = texts.map(
    ({ name, issuer, subject }): PlannedChange => ({
      change: { part: 'federated credential', action: 'create', object: `${name} on id-orders`, fields: [{ name: 'subject', was: subject, now: subject }], notes: [`It said ${issuer}.`], steps: [] },
      deed: { kind: 'put-credential', identity, name, issuer, subject, audience: 'api://AzureADTokenExchange', tenantId: undefined },
    }),
  );
  const facts = [{ identity: { name: 'id-orders', resourceId: identity, principalId: '66666666-6666-4666-8666-666666666666' } } as Facts];
  const doctor = { title: '', tool: 'note', argv: ['true'] } as const;
  return { plan: { changes, refusals: [] }, page: { targets: ['deployment/orders'], namespace: 'shop', facts, argv: ({ argv }) => argv, doctor } };
}
