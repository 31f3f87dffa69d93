import type { KubernetesObject, Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

const chartNamespace = 'azure-workload-identity-system';
const selector = { app: 'workload-identity-webhook' };
const byChart: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'azure-wi-webhook-controller-manager', namespace: chartNamespace, labels: { 'azure-workload-identity.io/system': 'true' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: selector },
    template: { metadata: { labels: selector }, spec: { containers: [{ name: 'manager', image: 'mcr.microsoft.com/oss/azure/workload-identity/webhook:v1.6.0' }] } },
  },
};

export const webhookDuplicateInstall: Scenario = {
  name: 'webhook-duplicate-install',
  title: 'The chart beside the add-on',
  story:
    'Somebody installed the webhook by its chart on a cluster that has the add-on. Both write one configuration: it trusts the certificate of the one and points to the other.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      { do: 'apply', objects: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: chartNamespace } }, byChart] },
      { do: 'webhook', state: { ...webhook, server: 'untrusted' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { ...broken('webhook-duplicate-install'), consequences: ['webhook-cert-bad'] },
};
