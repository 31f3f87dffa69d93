import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps } from './shop.ts';

export const healthyManagedHsm: Scenario = {
  name: 'healthy-managed-hsm',
  title: 'The pod names a Managed HSM',
  story:
    'The host is one of Azure, with keys and roles of its own: it is no vault, and nothing is wrong with naming it.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'KEYVAULT_URL', value: 'https://hsm-shop.managedhsm.azure.net/' }] })) },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
