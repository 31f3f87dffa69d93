import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, fine, issuer, steps } from './shop.ts';

export const issuerUnreachableFromHere: Scenario = {
  name: 'issuer-unreachable-from-here',
  title: 'The issuer cannot be reached from this machine',
  story:
    'A firewall keeps this machine from the issuer; Entra is not behind it, and the exchange works: no alarm.',
  cluster: { issuer, steps: steps() },
  azure: azure({ faults: [{ match: 'GET westeurope.oic.prod-aks.azure.com/*', act: 'reset' }] }),
  command: doctorOrders,
  expect: fine,
};
