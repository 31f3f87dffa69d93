import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const loggedRefusalNoTokenrequest: Scenario = {
  name: 'logged-refusal-no-tokenrequest',
  title: 'Only the log knows what Entra said',
  story:
    'Whoever looks may not ask for a token, and cannot read the credentials. The log of the application tells what Entra answered two minutes ago.',
  cluster: logging([
    { ago: 130, text: 'AADSTS7000112: Application \'5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab\'(id-orders) is disabled.' },
  ]),
  azure: azure({ operator: 'none' }),
  command: [...doctorOrders, '--logs', '--no-exchange'],
  expect: broken('identity-disabled'),
};
