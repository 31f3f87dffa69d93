import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, otherTenantId, steps, vaultEnv } from './shop.ts';

export const identityTenantOfTemplate: Scenario = {
  name: 'identity-tenant-of-template',
  title: 'The template names a tenant that is not the identity\'s',
  story:
    'The container sets AZURE_TENANT_ID itself, which the webhook leaves alone. The webhook has the right tenant, and an annotation would change nothing.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'AZURE_TENANT_ID', value: otherTenantId }, ...vaultEnv] })) },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('identity-wrong-tenant'), consequences: ['identity-not-found'] },
};
