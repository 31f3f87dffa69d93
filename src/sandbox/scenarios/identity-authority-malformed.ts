import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps, vaultEnv } from './shop.ts';

export const identityAuthorityMalformed: Scenario = {
  name: 'identity-authority-malformed',
  title: 'The authority has the tenant behind it',
  story:
    'The template sets AZURE_AUTHORITY_HOST to the address that the portal shows, tenant and version included. SDKs put those behind it once more. The closest that is right is healthy, where the webhook sets it.',
  cluster: { issuer, steps: steps(deployment({ env: [{ name: 'AZURE_AUTHORITY_HOST', value: 'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0' }, ...vaultEnv] })) },
  azure: azure(),
  command: doctorOrders,
  expect: broken('identity-authority-malformed'),
};
