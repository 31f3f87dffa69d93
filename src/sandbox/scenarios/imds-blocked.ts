import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const imdsBlocked: Scenario = {
  name: 'imds-blocked',
  title: 'The metadata service does not answer',
  story:
    'The SDK goes to the node, where a policy keeps pods out. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'Get "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fvault.azure.net": dial tcp 169.254.169.254:80: i/o timeout' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('imds-blocked'),
};
