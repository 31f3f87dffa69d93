import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const podVolumeStripped: Scenario = {
  name: 'pod-volume-stripped',
  title: 'Another webhook takes the mounts away',
  story:
    'A webhook that is called after azure-wi writes the mounts of every container itself. The variables stay, and the file that they name is not there.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, afterwards: 'mounts-taken' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-volume-stripped'),
};
