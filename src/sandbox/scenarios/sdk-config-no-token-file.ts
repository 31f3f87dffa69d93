import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, deployment, doctorOrders } from './shop.ts';

export const sdkConfigNoTokenFile: Scenario = {
  name: 'sdk-config-no-token-file',
  title: 'An operator whose own pod is not injected',
  story:
    'The provider of App Configuration says that it has no token file. Its pod lacks the label, so the log follows from that and is no cause of its own.',
  cluster: logging([
    { ago: 75, text: 'failed to create credential: no token file specified. Check pod configuration or set TokenFilePath in the options' },
  ], deployment({ labels: {} })),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: { ...broken('pod-label-missing'), consequences: ['pod-label-missing'] },
};
