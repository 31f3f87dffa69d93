import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, issuer, steps, tenantId } from './shop.ts';

const gone = ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'].map((mark) => `https://westeurope.oic.prod-aks.azure.com/${tenantId}/${mark}-9999-4999-8999-999999999999/`);

export const healthyFicOrphans: Scenario = {
  name: 'healthy-fic-orphans',
  title: 'Credentials of clusters that are gone',
  story:
    'Three clusters have come and gone, and their credentials are still there. They match nothing, and harm nothing: there is room for more.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    identities: [identity([credential, ...gone.map((former, index) => ({ ...credential, name: `fic-former-${index}`, issuer: former }))])],
    issuers: gone.map((former) => ({ issuer: former, serves: { status: 404 } })),
  }),
  command: doctorOrders,
  expect: fine,
};
