import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps, tenantId } from './shop.ts';

const other = `https://westeurope.oic.prod-aks.azure.com/${tenantId}/99999999-9999-4999-8999-999999999999/`;

export const issuerSecondClusterNoFic: Scenario = {
  name: 'issuer-second-cluster-no-fic',
  title: 'A second cluster',
  story:
    'The credential serves another cluster, which lives; this one needs its own.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: other }])], issuers: [{ issuer: other, serves: 'other-keys' }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-second-cluster-no-fic'), consequences: ['fic-issuer-mismatch'] },
};
