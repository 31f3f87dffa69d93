import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vault, webhook } from './shop.ts';

export const identityWrongTenant: Scenario = {
  name: 'identity-wrong-tenant',
  title: 'The identity lives in another tenant than the cluster',
  story:
    'The webhook injects the tenant of the cluster; nobody told it about the identity\'s.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: { ...webhook, tenantId: '88888888-8888-4888-8888-888888888888' } },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment()] },
    ],
  },
  azure: azure({ vaults: [vault(), vault({ name: 'kv-elsewhere', subscriptionId: '89898989-8989-4989-8989-898989898989', tenantId: '88888888-8888-4888-8888-888888888888' })] }),
  command: doctorOrders,
  expect: { ...broken('identity-wrong-tenant'), consequences: ['identity-not-found'] },
};
