import type { Scenario } from '../scenario.ts';
import { csiCluster, csiVault, csiVolume, withProviderLog } from './csi-shop.ts';
import { azure, broken, object, template } from './shop.ts';

const containers = [{ name: 'app', image: 'registry.example/orders:1', volumeMounts: [{ name: 'secrets', mountPath: '/mnt/secrets', readOnly: true }] }];
const mounting = object('apps/v1', 'StatefulSet', {
  serviceName: 'orders',
  replicas: 1,
  selector: { matchLabels: { app: 'orders' } },
  template: template({ labels: {}, containers, spec: { volumes: [csiVolume()] } }),
});
const cluster = csiCluster({ workload: mounting, result: { refused: 'rpc error: code = DeadlineExceeded desc = context deadline exceeded' } });

export const csiProviderEgressLogged: Scenario = {
  name: 'csi-provider-egress-logged',
  title: 'The log of the provider tells why a mount waits',
  story:
    'The event fits a provider that is gone and one that gets no answer. With --logs the line of the provider about this pod decides it. In csi-provider-egress nobody reads it, and the verdict is undecided.',
  cluster: withProviderLog(cluster, [
    { ago: 120, text: 'E1127 00:00:00.000000 1 server.go:92] "failed to process mount request" err="tenantId is not provided" pod="billing/billing-0"' },
    { ago: 70, text: 'E1127 00:00:00.000000 1 server.go:92] "failed to process mount request" err="failed to get objectType:secret, objectName:db-password, objectVersion:: Get \\"https://kv-shop.vault.azure.net/secrets/db-password\\": dial tcp 20.61.104.1:443: i/o timeout" pod="shop/orders-0"' },
  ]),
  azure: azure({ vaults: [csiVault()] }),
  command: ['doctor', 'statefulset/orders', '-n', 'shop', '--logs'],
  expect: { ...broken('csi-provider-egress'), consequences: ['csi-provider-egress'] },
};
