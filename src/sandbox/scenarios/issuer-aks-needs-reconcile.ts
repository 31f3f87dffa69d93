import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps } from './shop.ts';

export const issuerAksNeedsReconcile: Scenario = {
  name: 'issuer-aks-needs-reconcile',
  title: 'AKS does not publish the issuer of this cluster',
  story:
    'The address is right and answers 404: AKS lost what it had published. Entra cannot read it either, and says so. The closest that is right is healthy.',
  cluster: { issuer, steps: steps() },
  azure: azure({ issuers: [{ issuer, serves: { status: 404 } }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-aks-needs-reconcile'), consequences: ['issuer-unreachable'] },
};
