import type { Scenario } from '../scenario.ts';
import { azure, clusterRights, doctorOrders, fine, issuer, namespaceRights, steps } from './shop.ts';

export const healthyAksAutomaticGuard: Scenario = {
  name: 'healthy-aks-automatic-guard',
  title: 'A cluster that guards its system pods',
  story:
    'AKS Automatic lets nobody start a process in its system pods, forward a port to them or act as their accounts. The caller may only read the little that the doctor asks for, and it asks for none of that.',
  cluster: {
    issuer,
    steps: steps(),
    operator: { clusterRules: clusterRights, namespaceRules: { shop: namespaceRights } },
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
