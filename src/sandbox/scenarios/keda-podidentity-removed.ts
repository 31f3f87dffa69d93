import type { KubernetesObject, Scenario } from '../scenario.ts';
import { azure, broken, clientId, deployment, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

const keda: KubernetesObject = { ...deployment({ labels: { ...useLabel, 'app.kubernetes.io/name': 'keda-operator', 'app.kubernetes.io/version': '2.17.2' } }), metadata: { name: 'keda-operator', namespace: 'shop' } };
const queue: KubernetesObject = { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication', metadata: { name: 'queue', namespace: 'shop' }, spec: { podIdentity: { provider: 'azure', identityId: clientId } } };

export const kedaPodidentityRemoved: Scenario = {
  name: 'keda-podidentity-removed',
  title: 'KEDA is told to use pod identity v1',
  story:
    'A TriggerAuthentication of old says provider azure, which KEDA took out in 2.15.',
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
  expect: broken('keda-podidentity-removed'),
};
