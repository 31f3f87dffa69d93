import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, steps } from './shop.ts';

const elsewhere = 'https://oidc.example.com/clusters/shop';

export const healthyIssuerWithoutSlash: Scenario = {
  name: 'healthy-issuer-without-slash',
  title: 'An issuer without a trailing slash',
  story:
    'Outside of AKS issuers end as their owner wrote them; the credential repeats that.',
  cluster: { issuer: elsewhere, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: elsewhere }])] }),
  command: doctorOrders,
  expect: fine,
};
