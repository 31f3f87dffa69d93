import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const consumerAmbientCredentialsOff: Scenario = {
  name: 'consumer-ambient-credentials-off',
  title: 'cert-manager does not use its own identity',
  story:
    'An Issuer may not use the identity of the controller unless a flag says so. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'cert-manager/challenges: "re-queuing item due to error processing" err="error instantiating azuredns challenge solver: ClientID is not set but neither --cluster-issuer-ambient-credentials nor --issuer-ambient-credentials are set. These are necessary to enable Azure Managed Identities"' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('consumer-ambient-credentials-off'),
};
