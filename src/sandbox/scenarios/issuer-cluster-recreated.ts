import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps, tenantId } from './shop.ts';

const old = `https://westeurope.oic.prod-aks.azure.com/${tenantId}/99999999-9999-4999-8999-999999999999/`;

export const issuerClusterRecreated: Scenario = {
  name: 'issuer-cluster-recreated',
  title: 'The cluster was created anew',
  story:
    'The credential names the issuer of the old cluster, which is gone.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: old }])], issuers: [{ issuer: old, serves: { status: 404, body: 'gone' } }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-cluster-recreated'), consequences: ['fic-issuer-mismatch'] },
};
