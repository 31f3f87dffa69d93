import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const webhookSidecarInjectedLater: Scenario = {
  name: 'webhook-sidecar-injected-later',
  title: 'A sidecar that came too late',
  story:
    'Another webhook adds an agent to the pods after azure-wi was called. The agent reads a vault too, and has no token to do it with.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, afterwards: { sidecar: { name: 'agent', image: 'registry.example/agent:1', env: [{ name: 'KEYVAULT_URL', value: 'https://kv-shop.vault.azure.net/' }] } } } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...fine, warnings: ['webhook-sidecar-injected-later'] },
};
