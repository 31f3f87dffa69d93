import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, clusterRights, doctorOrders, fine, namespaceRights } from './shop.ts';

export const logsForbidden: Scenario = {
  name: 'logs-forbidden',
  title: 'Logs that may not be read',
  story:
    'The doctor may do all but read logs. It says which right is lacking, and the verdict stands on what it proved.',
  cluster: { ...logging([
    { ago: 75, text: 'AADSTS700016: Application with identifier' },
  ]), operator: { clusterRules: clusterRights, namespaceRules: { shop: namespaceRights } } },
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: fine,
};
