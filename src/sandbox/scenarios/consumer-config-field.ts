import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const consumerConfigField: Scenario = {
  name: 'consumer-config-field',
  title: 'A field of the application names another identity',
  story:
    'Entra does not know the client id that the application presents; that of its pod works. In identity-not-found it is the one of the pod.',
  cluster: logging([
    { ago: 75, text: 'AADSTS700016: Application with identifier \'0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a\' was not found in the directory \'shop\'. This can happen if the application has not been installed by the administrator of the tenant.' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('consumer-config-field'),
};
