import type { Scenario } from '../scenario.ts';
import { addOn, bothDoors, csiVault, mountedDbPassword, mounting, secretClass } from './csi-shop.ts';
import { azure, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyBothEntrances: Scenario = {
  name: 'healthy-both-entrances',
  title: 'The webhook and the driver beside each other',
  story:
    'The application signs in with the token of the webhook, and its pod mounts a SecretProviderClass too. Both chains are walked, each with its own login.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: addOn },
      { do: 'apply', objects: [namespace, serviceAccount(), secretClass()] },
      { do: 'apply', objects: [bothDoors] },
      mounting(mountedDbPassword),
    ],
  },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: fine,
};
