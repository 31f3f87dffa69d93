import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault } from './csi-shop.ts';
import { azure, broken, doctorOrders, identity } from './shop.ts';

export const csiFicNone: Scenario = {
  name: 'csi-fic-none',
  title: 'The identity has no credential for the driver',
  story:
    'The class is right, and no credential of its identity accepts the account of the pods.',
  cluster: csiCluster({ result: aboutObject('ClientAssertionCredential authentication failed. \nRESPONSE 401\n"error_description": "AADSTS70025: no configured federated identity credentials"') }),
  azure: azure({ identities: [identity([])], vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('fic-none'), consequences: ['fic-none'] },
};
