import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const consumerVersionBug: Scenario = {
  name: 'consumer-version-bug',
  title: 'A release of Velero that does not use its identity',
  story:
    'It reads an empty path. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'rpc error: code = Unknown desc = failed to read credentials from file : open : no such file or directory' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('consumer-version-bug'),
};
