import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, identity, issuer, steps } from './shop.ts';

export const identitySystemAssigned: Scenario = {
  name: 'identity-system-assigned',
  title: 'The client id is that of a system-assigned identity',
  story:
    'The client id is the one of the scale set of the nodes. Such an identity can have no federated credential, so none is missing. The closest that is right is healthy.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([], { name: 'aks-nodepool1-12345678-vmss', systemAssigned: true })] }),
  command: doctorOrders,
  expect: { ...broken('identity-system-assigned'), consequences: ['fic-none'] },
};
