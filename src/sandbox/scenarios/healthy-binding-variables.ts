import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, deployment, doctorOrders, fine, vaultEnv } from './shop.ts';

export const healthyBindingVariables: Scenario = {
  name: 'healthy-binding-variables',
  title: 'All variables of an identity binding',
  story:
    'The template sets proxy, name and authority: they fit together.',
  cluster: logging([
    { ago: 75, text: 'started' },
  ], deployment({ env: [{ name: 'AZURE_KUBERNETES_TOKEN_PROXY', value: 'https://binding.example' }, { name: 'AZURE_KUBERNETES_SNI_NAME', value: 'binding.example' }, { name: 'AZURE_KUBERNETES_CA_FILE', value: '/etc/binding/ca.crt' }, ...vaultEnv] })),
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
