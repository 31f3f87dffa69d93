import type { Scenario } from '../scenario.ts';
import { azure, credential, deployment, doctorOrders, fine, identity, issuer, namespace, otherClientId, otherPrincipalId, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const healthyTwoLogins: Scenario = {
  name: 'healthy-two-logins',
  title: 'Two containers, two identities',
  story:
    'Each container sets a client id of its own, and each identity has a credential for the service account.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({
            containers: [
              { name: 'app', image: 'registry.example/orders:1', env: vaultEnv },
              { name: 'report', image: 'registry.example/report:1', env: [{ name: 'AZURE_CLIENT_ID', value: otherClientId }] },
            ],
          })] },
    ],
  },
  azure: azure({ identities: [identity(), identity([credential], { name: 'id-report', clientId: otherClientId, principalId: otherPrincipalId })] }),
  command: doctorOrders,
  expect: fine,
};
