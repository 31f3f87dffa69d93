import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkTooOld: Scenario = {
  name: 'sdk-too-old',
  title: 'An SDK from before workload identity',
  story:
    'DefaultAzureCredential names what it tried, and workload identity is not among it. The chain itself works: the doctor exchanges the token and reads the secret. The closest that must not fail is healthy-logs, where workload identity is named.',
  cluster: logging([
    { ago: 330, text: 'DefaultAzureCredential failed to retrieve a token from the included credentials.' },
    { ago: 330, text: 'Attempted credentials:' },
    { ago: 330, text: '	EnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.' },
    { ago: 330, text: '	ManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-too-old'),
};
