import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const consumerEnvNamesDiffer: Scenario = {
  name: 'consumer-env-names-differ',
  title: 'Terraform does not see the identity',
  story:
    'Its providers read ARM_ variables. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'Error: building account: could not acquire access token to parse claims: running Azure CLI: exit status 1: ERROR: Please run \'az login\' to setup account.' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('consumer-env-names-differ'),
};
