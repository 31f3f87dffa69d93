import type { Scenario } from '../scenario.ts';
import { addOn, containerOfPod, podReadingSecret, syncingClass } from './csi-shop.ts';
import { azure, broken, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

export const csiSyncedSecretMissing: Scenario = {
  name: 'csi-synced-secret-missing',
  title: 'A Secret that no mount makes',
  story:
    'The container reads a Secret that a class would make, and the pod has no volume of that class, so nobody makes it.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [...addOn, namespace, serviceAccount(), syncingClass] },
      { do: 'pods', become: 'pending' },
      { do: 'apply', objects: [podReadingSecret({ labels: useLabel })] },
      containerOfPod({ waiting: { reason: 'CreateContainerConfigError', message: 'secret "orders-db" not found' } }, 'Pending'),
    ],
  },
  azure: azure(),
  command: ['doctor', 'pod/orders', '-n', 'shop'],
  expect: broken('csi-synced-secret-missing'),
};
