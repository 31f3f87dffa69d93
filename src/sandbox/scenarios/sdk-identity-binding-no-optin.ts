import type { Scenario } from '../scenario.ts';
import { bindingAnnotation, bindingCredential, boundSteps } from './identity-binding-shop.ts';
import { azure, broken, deployment, doctorOrders, identity, issuer } from './shop.ts';

export const sdkIdentityBindingNoOptin: Scenario = {
  name: 'sdk-identity-binding-no-optin',
  title: 'The token of a binding goes to Entra itself',
  story:
    'The pod has a token for the proxy of an identity binding, and its SDK does not use the proxy. In identity-binding-untried nothing was logged, and the sign-in stays open.',
  cluster: {
    issuer,
    steps: [
      ...boundSteps(deployment({ annotations: bindingAnnotation })),
      {
        do: 'log',
        namespace: 'shop',
        of: 'orders',
        container: 'app',
        lines: [
          { ago: 75, text: 'AADSTS700212: No matching federated identity record found for presented assertion audience \'api://AKSIdentityBinding\'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.' },
        ],
      },
    ],
  },
  azure: azure({ identities: [identity([bindingCredential])] }),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-identity-binding-no-optin'),
};
