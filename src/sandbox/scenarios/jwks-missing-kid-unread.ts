import type { Scenario } from '../scenario.ts';
import { jwksEntraCache } from './jwks-entra-cache.ts';
import { doctorOrders } from './shop.ts';

export const jwksMissingKidUnread: Scenario = {
  name: 'jwks-missing-kid-unread',
  title: 'A key that Entra does not know, and an issuer out of reach',
  story:
    'Entra does not find the signing key. Whether it is published shows the issuer, which a firewall keeps from this machine.',
  cluster: jwksEntraCache.cluster,
  azure: { ...jwksEntraCache.azure, faults: [...(jwksEntraCache.azure.faults ?? []), { match: 'GET westeurope.oic.prod-aks.azure.com/*', act: 'reset' }] },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['issuer-unreachable', 'jwks-entra-cache', 'jwks-missing-kid'] },
};
