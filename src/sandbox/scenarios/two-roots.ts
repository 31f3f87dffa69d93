import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const twoRoots: Scenario = {
  name: 'two-roots',
  title: 'Two independent faults',
  story:
    'The pods lack the label, and the identity has no credential. Mending one would only uncover the other, so both are named.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ labels: {} })] },
    ],
  },
  azure: azure({ identities: [identity([])] }),
  command: doctorOrders,
  expect: { ...broken('pod-label-missing', 'fic-none'), consequences: ['pod-label-missing', 'fic-none'] },
};
