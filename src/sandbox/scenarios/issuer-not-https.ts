import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, steps } from './shop.ts';

const plain = 'http://oidc.contoso.example/shop/';

export const issuerNotHttps: Scenario = {
  name: 'issuer-not-https',
  title: 'The issuer is an http address',
  story:
    'The API server names an address without TLS. Kubernetes is content with it, and Entra fetches nothing from there. The closest that is right is healthy-issuer-without-slash.',
  cluster: { issuer: plain, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: plain }])] }),
  command: doctorOrders,
  expect: { ...broken('issuer-not-https'), consequences: ['issuer-unreachable'] },
};
