import type { Scenario } from '../scenario.ts';
import { containerOfPod, podReadingSecret } from './csi-shop.ts';
import { azure, fine, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

export const healthySecretOfOthers: Scenario = {
  name: 'healthy-secret-of-others',
  title: 'A container waits for a Secret of somebody else',
  story:
    'The Secret is not there yet, and no SecretProviderClass would make it: what the pod waits for is none of what is looked at here.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'pods', become: 'pending' },
      { do: 'apply', objects: [podReadingSecret({ labels: useLabel })] },
      containerOfPod({ waiting: { reason: 'CreateContainerConfigError', message: 'secret "orders-db" not found' } }, 'Pending'),
    ],
  },
  azure: azure(),
  command: ['doctor', 'pod/orders', '-n', 'shop'],
  expect: fine,
};
