import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const healthyConsumerRedactsError: Scenario = {
  name: 'healthy-consumer-redacts-error',
  title: 'An operator that hides what Entra said',
  story:
    'cert-manager leaves the body of the answer out. The line says nothing that could be judged, and the doctor makes the exchange itself.',
  cluster: logging([
    { ago: 75, text: 'WorkloadIdentityCredential authentication failed' },
    { ago: 75, text: 'RESPONSE 401 Unauthorized' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: fine,
};
