import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

const labels = { 'helm.sh/chart': 'external-secrets-0.10.4', 'app.kubernetes.io/name': 'external-secrets', 'app.kubernetes.io/managed-by': 'Helm' };

export const podThirdPartyChart: Scenario = {
  name: 'pod-third-party-chart',
  title: 'An operator that was installed without its labels',
  story:
    'The External Secrets Operator was installed by its chart. The service account was annotated, and nobody told the chart to label the pods.',
  cluster: {
    issuer,
    steps: steps(deployment({ labels: {} }, { labels })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('pod-third-party-chart'), consequences: ['pod-third-party-chart'] },
};
