import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const healthyNoVaultNamed: Scenario = {
  name: 'healthy-no-vault-named',
  title: 'No vault is named',
  story:
    'Nothing in the pod names a vault: the chain ends with the exchange, and the last row says how to name one.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
