import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps, vault } from './shop.ts';

export const kvNsp: Scenario = {
  name: 'kv-nsp',
  title: 'A network security perimeter stands above the rules of the vault',
  story:
    'The rules of the vault let everybody in, and have no effect: it is in a perimeter. Whether the pods are let in cannot be seen from here.',
  cluster: { issuer, steps: steps() },
  azure: azure({ vaults: [vault({ network: 'perimeter' })] }),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['kv-nsp', 'vantage-difference'] },
};
