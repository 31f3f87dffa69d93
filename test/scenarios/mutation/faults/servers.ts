/** Azure's servers in trouble: what they answer instead of the truth. */
import type { Fault } from '../fault.ts';
import { entersBy } from '../world.ts';
import { vaultSays } from '../../../../src/sandbox/scenarios/shop.ts';

const troubles = [429, 500, 502, 503, 504] as const;

function oauthFailure(code: number, error: string): string {
  return JSON.stringify({ error, error_description: `AADSTS${code}: Something is wrong. Trace ID: t Correlation ID: c Timestamp: 2026-11-23 20:00:00Z`, error_codes: [code] });
}

export const serverFaults: readonly Fault[] = [
  ...troubles.map(
    (status): Fault => ({
      name: `Entra: ${status}`,
      links: [],
      break: ({ azure }, random) => {
        const body = random.pick([oauthFailure(90033, 'temporarily_unavailable'), '<html>Service unavailable</html>', '', '{}']);
        azure.faults = [...(azure.faults ?? []), { match: 'POST login.microsoftonline.com/*', act: { answer: status, headers: { 'retry-after': '0' }, body } }];
        return body;
      },
    }),
  ),
  {
    name: 'Entra: a refusal that nobody knows',
    links: [],
    break: ({ azure }, random) => {
      const code = random.pick([50001, 53003, 700099, 7000999, 999999]);
      azure.faults = [...(azure.faults ?? []), { match: 'POST login.microsoftonline.com/*', act: { answer: random.pick([400, 401, 403]), headers: {}, body: oauthFailure(code, random.pick(['invalid_client', 'invalid_request', 'unauthorized_client'])) } }];
      return String(code);
    },
  },
  ...[...troubles, 403, 404, 400, 401].map(
    (status): Fault => ({
      name: `Key Vault: ${status}`,
      links: [],
      break: (world, random) => {
        if (entersBy(world, 'csi')) return undefined;
        const body = random.pick(['{}', '', JSON.stringify({ error: { code: 'Forbidden', message: 'No.', innererror: { code: 'SomethingNew' } } }), '<html>no</html>']);
        const faults = vaultSays(status, body).map(({ act, ...fault }) => ({ ...fault, act: typeof act === 'object' && 'answer' in act ? { ...act, headers: { ...act.headers, 'retry-after': '0' } } : act }));
        world.azure.faults = [...(world.azure.faults ?? []), ...(structuredClone(faults) as NonNullable<typeof world.azure.faults>)];
        return body;
      },
    }),
  ),
];
