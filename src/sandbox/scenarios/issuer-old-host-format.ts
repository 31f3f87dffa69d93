import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps } from './shop.ts';

export const issuerOldHostFormat: Scenario = {
  name: 'issuer-old-host-format',
  title: 'The credential has the issuer in the form of old clusters',
  story:
    'Somebody typed the issuer as it was written for clusters of years ago. The GUID is that of this cluster, and the host is not. The closest that is right is healthy.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: 'https://oidc.prod-aks.azure.com/22222222-2222-4222-8222-222222222222/' }])] }),
  command: doctorOrders,
  expect: { ...broken('issuer-old-host-format'), consequences: ['issuer-old-host-format'] },
};
