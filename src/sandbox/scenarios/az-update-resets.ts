import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault } from './csi-shop.ts';
import { audience, azure, doctorOrders, fine, issuer } from './shop.ts';

export const azUpdateResets: Scenario = {
  name: 'az-update-resets',
  title: 'A change that AKS will undo',
  story:
    'Somebody added a tokenRequest to the CSIDriver of the add-on. It works, until AKS puts the object back.',
  cluster: { issuer, steps: [...csiCluster().steps, { do: 'patch', kind: 'CSIDriver', name: 'secrets-store.csi.k8s.io', patch: { spec: { tokenRequests: [{ audience }, { audience: 'api://other' }] } } }] },
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...fine, warnings: ['az-update-resets'] },
};
