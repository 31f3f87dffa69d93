import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkIdentityWebWrongSource: Scenario = {
  name: 'sdk-identity-web-wrong-source',
  title: 'The assertion is a token of Entra',
  story:
    'Microsoft.Identity.Web is set to the managed identity of the node as source of its assertion. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'MSAL.NetCore.MsalServiceException: AADSTS700222: Entra ID-issued tokens may not be used for federated identity credential flows for applications or managed identities registered in this tenant.' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-identity-web-wrong-source'),
};
