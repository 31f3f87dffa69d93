import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const egressEntraBlockedLogged: Scenario = {
  name: 'egress-entra-blocked-logged',
  title: 'Only the pods cannot reach Entra',
  story:
    'From here the exchange works. The log of the application shows that the way from the pod is closed.',
  cluster: logging([
    { ago: 75, text: 'Post "https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token": dial tcp 20.190.160.1:443: i/o timeout' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('egress-entra-blocked'),
};
