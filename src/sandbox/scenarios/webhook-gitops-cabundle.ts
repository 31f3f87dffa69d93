import type { Scenario } from '../scenario.ts';
import { azure, broken, doctorOrders, issuer, steps, webhook } from './shop.ts';

export const webhookGitopsCabundle: Scenario = {
  name: 'webhook-gitops-cabundle',
  title: 'Argo CD writes the caBundle back',
  story:
    'The configuration of the webhook is in Git, with the caBundle of the day on which it was written there. Argo CD puts that back whenever the webhook writes its own.',
  cluster: {
    issuer,
    steps: [
      ...steps(),
      {
        do: 'patch',
        kind: 'MutatingWebhookConfiguration',
        name: 'azure-wi-webhook-mutating-webhook-configuration',
        patch: { metadata: { annotations: { 'argocd.argoproj.io/tracking-id': 'azwi:admissionregistration.k8s.io/MutatingWebhookConfiguration:/azure-wi-webhook-mutating-webhook-configuration' } } },
      },
      { do: 'webhook', state: { ...webhook, server: 'untrusted' } },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('webhook-gitops-cabundle'),
};
