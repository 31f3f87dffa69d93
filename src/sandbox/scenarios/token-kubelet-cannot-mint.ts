import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

const message =
  'MountVolume.SetUp failed for volume "azure-identity-token" : failed to fetch token: serviceaccounts "orders" is forbidden: User "system:node:node-1" cannot create resource "serviceaccounts/token" in API group "" in the namespace "shop"';

export const tokenKubeletCannotMint: Scenario = {
  name: 'token-kubelet-cannot-mint',
  title: 'The kubelet is refused tokens for the pods',
  story:
    'The pods are on their node and stay in ContainerCreating: whoever set up the API server left the Node authorizer out. Everything else is right, and the doctor itself is given a token. The closest that is right is healthy-pod-waits.',
  cluster: { issuer, steps: [{ do: 'pods', become: 'pending' }, ...steps(), { do: 'event', namespace: 'shop', of: 'orders', reason: 'FailedMount', message: message }] },
  azure: azure(),
  command: doctorOrders,
  expect: broken('token-kubelet-cannot-mint'),
};
