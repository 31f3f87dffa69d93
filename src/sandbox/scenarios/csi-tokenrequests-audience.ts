import type { Scenario } from '../scenario.ts';
import { addOn, csiCluster, csiDriver, csiVault, fromProvider } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiTokenrequestsAudience: Scenario = {
  name: 'csi-tokenrequests-audience',
  title: 'The driver gets a token for somebody else',
  story:
    'tokenRequests names another audience, which another provider needed.',
  cluster: csiCluster({
    installed: [csiDriver({ tokenRequests: [{ audience: 'vault' }] }), ...addOn.slice(1)],
    result: fromProvider('failed to build auth config for mode None: failed to parse workload identity tokens, error: token for audience api://AzureADTokenExchange not found'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-tokenrequests-audience'), consequences: ['csi-tokenrequests-audience'] },
};
