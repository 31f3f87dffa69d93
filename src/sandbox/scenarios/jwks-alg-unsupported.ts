import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, steps } from './shop.ts';

const own = 'https://oidc.contoso.example/shop/';

export const jwksAlgUnsupported: Scenario = {
  name: 'jwks-alg-unsupported',
  title: 'The tokens are signed with an ECDSA key',
  story:
    'The API server has an ECDSA key, with which Kubernetes is content. Issuer, keys and credential agree with each other, and Entra takes RS256 alone. The closest that is right is healthy-issuer-without-slash.',
  cluster: { issuer: own, signs: 'ES256', steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: own }])] }),
  command: doctorOrders,
  expect: { ...broken('jwks-alg-unsupported'), consequences: ['jwks-alg-unsupported'] },
};
