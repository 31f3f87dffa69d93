import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkTokenReadOnce: Scenario = {
  name: 'sdk-token-read-once',
  title: 'The application keeps its first token',
  story:
    'An hour after its start the application presents the token it began with. The doctor exchanges a fresh one. The closest that must not fail is healthy-sdk-token-file-cache.',
  cluster: logging([
    { ago: 3900, text: 'signed in' },
    { ago: 150, text: 'AADSTS700024: Client assertion is not within its valid time range. Current time: 2026-11-27T00:00:00.0000000Z, assertion valid from 2026-11-26T22:00:00.0000000Z, expiry time of assertion 2026-11-26T23:00:00.0000000Z. Trace ID: 1c1c1c1c-1c1c-4c1c-8c1c-1c1c1c1c1c1c' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-token-read-once'),
};
