import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const healthySdkTokenFileCache: Scenario = {
  name: 'healthy-sdk-token-file-cache',
  title: 'Refused a while ago',
  story:
    'SDKs keep what they read of the token file for some ten minutes, so a change is seen late. The refusal is twenty minutes old, and all works now.',
  cluster: logging([
    { ago: 1230, text: 'AADSTS700213: No matching federated identity record found for presented assertion subject \'system:serviceaccount:shop:orders\'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.' },
    { ago: 10, text: 'signed in' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: fine,
};
