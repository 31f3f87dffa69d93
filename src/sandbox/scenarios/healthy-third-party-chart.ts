import type { Scenario } from '../scenario.ts';
import { azure, deployment, doctorOrders, fine, issuer, steps } from './shop.ts';

const labels = { 'helm.sh/chart': 'external-secrets-0.10.4', 'app.kubernetes.io/name': 'external-secrets', 'app.kubernetes.io/managed-by': 'Helm' };

export const healthyThirdPartyChart: Scenario = {
  name: 'healthy-third-party-chart',
  title: 'An operator whose chart labels its pods',
  story:
    'The values of the chart name the label and the client id.',
  cluster: {
    issuer,
    steps: steps(deployment({}, { labels })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: fine,
};
