import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, deployment, doctorOrders, identity, issuer, namespaceRights } from './shop.ts';

export const ibRbacUnread: Scenario = {
  name: 'ib-rbac-unread',
  title: 'Whether the account may use its identity, nobody here may ask',
  story:
    'The ClusterRole for the identity binding is missing, and an application team may not ask what other accounts may do: the doctor says that it does not know.',
  cluster: { issuer, steps: boundSteps(deployment({ annotations: bindingAnnotation }), { rights: [] }), operator: { namespaceRules: { shop: namespaceRights } } },
  azure: azure({ identities: [identity([bindingCredential])] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], gaps: ['doctor-rbac-partial'] },
};
