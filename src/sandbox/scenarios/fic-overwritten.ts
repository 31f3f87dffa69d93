import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, credentialWrite, doctorOrders, identity, issuer, steps, tenantId } from './shop.ts';

const green = `https://westeurope.oic.prod-aks.azure.com/${tenantId}/99999999-9999-4999-8999-999999999999/`;

export const ficOverwritten: Scenario = {
  name: 'fic-overwritten',
  title: 'Two clusters write a credential of the same name',
  story:
    'Both pipelines call it fic-orders, and each writes its own issuer into it. The green one came last. The closest that is right is healthy-several-credentials.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    identities: [identity([{ ...credential, issuer: green }])],
    issuers: [{ issuer: green, serves: { status: 200, body: JSON.stringify({ issuer: green, jwks_uri: `${green}openid/v1/jwks` }) } }],
    activity: [credentialWrite('fic-orders', 'pipeline-green@example.com', 15), credentialWrite('fic-orders', 'pipeline-blue@example.com', 45)],
  }),
  command: doctorOrders,
  expect: { ...broken('fic-overwritten'), consequences: ['fic-issuer-mismatch'] },
};
