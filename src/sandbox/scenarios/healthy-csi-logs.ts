import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, withProviderLog } from './csi-shop.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const healthyCsiLogs: Scenario = {
  name: 'healthy-csi-logs',
  title: 'Errors of the provider that are over, or about others',
  story:
    'The provider failed a minute ago for a pod that has mounted since, and fails for one of another namespace. Nothing of it is an error of what runs now. In csi-provider-egress-logged the pod still waits.',
  cluster: withProviderLog(csiCluster(), [
    { ago: 90, text: 'E1127 00:00:00.000000 1 server.go:92] "failed to process mount request" err="tenantId is not provided" pod="billing/billing-0"' },
    { ago: 60, text: 'E1127 00:00:00.000000 1 server.go:92] "failed to process mount request" err="Get \\"https://kv-shop.vault.azure.net/secrets/db-password\\": dial tcp 20.61.104.1:443: i/o timeout" pod="shop/orders-7c9f-abcde"' },
  ]),
  azure: azure({ vaults: [csiVault()] }),
  command: [...doctorOrders, '--logs'],
  expect: fine,
};
