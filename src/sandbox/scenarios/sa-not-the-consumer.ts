import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, issuer, namespace, serviceAccount, webhook } from './shop.ts';

export const saNotTheConsumer: Scenario = {
  name: 'sa-not-the-consumer',
  title: 'The operator signs in, not the application',
  story:
    'KEDA reads the queue in place of the application, and signs in with its own service account. The credential was made for that of the application.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount(), { ...serviceAccount(), metadata: { ...serviceAccount().metadata, name: 'keda-operator' } }] },
      { do: 'apply', objects: [{ ...deployment({ spec: { serviceAccountName: 'keda-operator' } }), metadata: { name: 'keda-operator', namespace: 'shop' } }] },
    ],
  },
  azure: azure(),
  command: ['doctor', 'deployment/keda-operator', '-n', 'shop'],
  expect: { ...broken('fic-subject-mismatch'), consequences: ['fic-subject-mismatch'] },
};
