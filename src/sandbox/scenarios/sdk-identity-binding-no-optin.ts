import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, deployment, doctorOrders, ownTokenVolume } from './shop.ts';

export const sdkIdentityBindingNoOptin: Scenario = {
  name: 'sdk-identity-binding-no-optin',
  title: 'The token of a binding goes to Entra itself',
  story:
    'The pod has a token for the proxy of an identity binding, and its SDK does not use the proxy. What the doctor sees in the pod says the same, so the log follows from it.',
  cluster: logging([
    { ago: 75, text: 'AADSTS700212: No matching federated identity record found for presented assertion audience \'api://AKSIdentityBinding\'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.' },
  ], deployment(ownTokenVolume('api://AKSIdentityBinding', 3600)), 'tokens'),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-identity-binding-no-optin'),
};
