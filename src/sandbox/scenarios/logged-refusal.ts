import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const loggedRefusal: Scenario = {
  name: 'logged-refusal',
  title: 'Refused lately, and not now',
  story:
    'Entra refused the application four minutes ago and gives a token to the doctor. It is worth knowing, and no failure. In healthy-sdk-token-file-cache the refusal is older.',
  cluster: logging([
    { ago: 250, text: 'AADSTS700213: No matching federated identity record found for presented assertion subject \'system:serviceaccount:shop:orders\'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion.' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: { ...fine, warnings: ['logged-refusal'] },
};
