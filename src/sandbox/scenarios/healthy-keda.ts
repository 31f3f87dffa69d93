import type { KubernetesObject, Scenario } from '../scenario.ts';
import { azure, clientId, deployment, fine, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

const keda: KubernetesObject = { ...deployment({ labels: { ...useLabel, 'app.kubernetes.io/name': 'keda-operator', 'app.kubernetes.io/version': '2.17.2' } }), metadata: { name: 'keda-operator', namespace: 'shop' } };
const queue: KubernetesObject = { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication', metadata: { name: 'queue', namespace: 'shop' }, spec: { podIdentity: { provider: 'azure-workload', identityId: clientId } } };

export const healthyKeda: Scenario = {
  name: 'healthy-keda',
  title: 'KEDA signs in with workload identity',
  story:
    'The operator of KEDA is bound, and its TriggerAuthentication says azure-workload.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), queue] },
      { do: 'apply', objects: [keda] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'deployment/keda-operator', '-n', 'shop'],
  expect: fine,
};
