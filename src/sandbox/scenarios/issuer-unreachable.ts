import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, steps } from './shop.ts';

const own = 'https://shopoidc.z6.web.core.windows.net/';

export const issuerUnreachable: Scenario = {
  name: 'issuer-unreachable',
  title: 'The issuer answers 403',
  story:
    'The issuer is a place of a storage account, and public read access was taken away. Entra cannot read it either, and says so. The closest that is right is healthy-issuer-without-slash.',
  cluster: { issuer: own, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: own }])], issuers: [{ issuer: own, serves: { status: 403, body: 'Public access is not permitted on this storage account.' } }] }),
  command: doctorOrders,
  expect: { ...broken('issuer-unreachable'), consequences: ['issuer-unreachable'] },
};
