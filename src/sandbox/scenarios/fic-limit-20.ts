import type { Scenario } from '../scenario.ts';
import { azure, credential, doctorOrders, fine, identity, issuer, steps } from './shop.ts';

export const ficLimit20: Scenario = {
  name: 'fic-limit-20',
  title: 'The identity has all the credentials it can have',
  story:
    'It works, and there is no room for the next cluster: a warning.',
  cluster: { issuer, steps: steps() },
  azure: azure({
    identities: [
      identity([credential, ...Array.from({ length: 19 }, (_, index) => ({ ...credential, name: `fic-${index}`, subject: `system:serviceaccount:shop:other-${index}` }))]),
    ],
  }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['fic-limit-20'] },
};
