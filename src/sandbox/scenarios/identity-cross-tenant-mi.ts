import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, steps, tenantId } from './shop.ts';

const entra = `https://sts.windows.net/${tenantId}/`;
const document = JSON.stringify({ issuer: entra, jwks_uri: `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys` });

export const identityCrossTenantMi: Scenario = {
  name: 'identity-cross-tenant-mi',
  title: 'The issuer of the cluster is set to Entra',
  story:
    'Whoever set up the API server took the address of the tenant for the issuer. The credential says the same, so nothing differs, and no such token can be verified. The closest that is right is healthy.',
  cluster: { issuer: entra, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: entra }])], issuers: [{ issuer: entra, serves: { status: 200, body: document } }] }),
  command: doctorOrders,
  expect: { ...broken('identity-cross-tenant-mi'), consequences: ['identity-cross-tenant-mi', 'jwks-missing-kid'] },
};
