/** The operator of KEDA in place of the application, with an authentication of its own for a queue. */
import type { ClusterScenario, KubernetesObject } from '../scenario.ts';
import { clientId, deployment, issuer, namespace, serviceAccount, useLabel, webhook } from './shop.ts';

const keda: KubernetesObject = { ...deployment({ labels: { ...useLabel, 'app.kubernetes.io/name': 'keda-operator', 'app.kubernetes.io/version': '2.17.2' } }), metadata: { name: 'keda-operator', namespace: 'shop' } };

export const doctorKeda = ['doctor', 'deployment/keda-operator', '-n', 'shop'] as const;

export function kedaCluster(provider: string): ClusterScenario {
  const queue: KubernetesObject = { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication', metadata: { name: 'queue', namespace: 'shop' }, spec: { podIdentity: { provider, identityId: clientId } } };
  return {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), queue] },
      { do: 'apply', objects: [keda] },
    ],
  };
}
