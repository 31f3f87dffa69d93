import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkOptionsIncomplete: Scenario = {
  name: 'sdk-options-incomplete',
  title: 'The SDK was handed an empty value',
  story:
    'The pod has all that the webhook injects, and the SDK says that it lacks something: the application passes an empty option. In pod-label-missing the same words follow from the missing label.',
  cluster: logging([
    { ago: 75, text: 'CredentialUnavailableException: WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured. See the troubleshooting guide for more information.' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-options-incomplete'),
};
