import type { Scenario } from '../scenario.ts';
import { aboutObject, csiCluster, csiVault, mountingDeployment } from './csi-shop.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const csiPodSaDefault: Scenario = {
  name: 'csi-pod-sa-default',
  title: 'The pods use the account default',
  story:
    'The template forgot serviceAccountName, so the driver is given a token of the account default.',
  cluster: csiCluster({
    workload: { ...mountingDeployment(), spec: JSON.parse(JSON.stringify(mountingDeployment()['spec']).replace('"serviceAccountName":"orders",', '')) as unknown },
    result: aboutObject('ClientAssertionCredential authentication failed. \n"error_description": "AADSTS700213: No matching federated identity record found for presented assertion subject \'system:serviceaccount:shop:default\'."'),
  }),
  azure: azure({ vaults: [csiVault()] }),
  command: doctorOrders,
  expect: { ...broken('csi-pod-sa-default'), consequences: ['csi-pod-sa-default'] },
};
