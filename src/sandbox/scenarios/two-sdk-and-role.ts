import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders, vault } from './shop.ts';

export const twoSdkAndRole: Scenario = {
  name: 'two-sdk-and-role',
  title: 'An SDK from before workload identity, and no role',
  story:
    'The log shows an SDK that never tries workload identity. One that does would sign in, and the vault would refuse it.',
  cluster: logging([
    { ago: 330, text: 'DefaultAzureCredential failed to retrieve a token from the included credentials.' },
    { ago: 330, text: 'Attempted credentials:' },
    { ago: 330, text: '	EnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.' },
    { ago: 330, text: '	ManagedIdentityCredential: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.' },
  ]),
  azure: azure({ vaults: [vault({ roleAssignments: [] })] }),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-too-old', 'kv-rbac-missing'),
};
