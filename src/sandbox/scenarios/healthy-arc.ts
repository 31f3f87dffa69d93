import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, steps, tenantId } from './shop.ts';

const arc = `https://europe.oic.prod-arc.azure.com/${tenantId}/22222222-2222-4222-8222-222222222222/`;

export const healthyArc: Scenario = {
  name: 'healthy-arc',
  title: 'A cluster that is connected by Azure Arc',
  story:
    'The API server was restarted with the issuer that Arc made, which is public as one of AKS is.',
  cluster: { issuer: arc, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, issuer: arc }])] }),
  command: doctorOrders,
  expect: fine,
};
