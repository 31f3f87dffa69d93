import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkDbDriverScope: Scenario = {
  name: 'sdk-db-driver-scope',
  title: 'A database that does not take the token',
  story:
    'SQL takes no token for another resource, and knows no identity without a user. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'mssql: login error: Login failed for user \'<token-identified principal>\'.' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-db-driver-scope'),
};
