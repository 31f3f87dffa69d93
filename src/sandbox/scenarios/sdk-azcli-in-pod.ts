import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkAzcliInPod: Scenario = {
  name: 'sdk-azcli-in-pod',
  title: 'The Azure CLI in a pod',
  story:
    'A script signs in with az login --identity, which asks the node. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'ERROR: Failed to connect to MSI. Please make sure MSI is configured correctly.' },
    { ago: 75, text: 'Get Token request returned http error: 400, reason: Bad Request' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-azcli-in-pod'),
};
