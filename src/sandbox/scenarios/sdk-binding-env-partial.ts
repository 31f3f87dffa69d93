import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, deployment, doctorOrders, fine, vaultEnv } from './shop.ts';

export const sdkBindingEnvPartial: Scenario = {
  name: 'sdk-binding-env-partial',
  title: 'Half of the variables of an identity binding',
  story:
    'The template names the authority of the proxy, and not the proxy. An SDK whose option is on refuses that.',
  cluster: logging([
    { ago: 75, text: 'started' },
  ], deployment({ env: [{ name: 'AZURE_KUBERNETES_SNI_NAME', value: 'binding.example' }, { name: 'AZURE_KUBERNETES_CA_FILE', value: '/etc/binding/ca.crt' }, ...vaultEnv] })),
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['sdk-binding-env-partial'] },
};
