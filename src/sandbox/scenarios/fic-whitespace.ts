import type { Scenario } from '../scenario.ts';
import { azure, broken, credential, doctorOrders, identity, issuer, steps, subject } from './shop.ts';

export const ficWhitespace: Scenario = {
  name: 'fic-whitespace',
  title: 'The credential ends with a blank',
  story:
    'It was copied together with the blank behind it.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([{ ...credential, subject: `${subject} ` }])] }),
  command: doctorOrders,
  expect: { ...broken('fic-whitespace'), consequences: ['fic-whitespace'] },
};
