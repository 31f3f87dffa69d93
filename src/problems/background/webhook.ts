/** What the pages of src/problems/webhook say beyond the doctor. */
import { kubectl } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { manual, thread } from './source.ts';

export const webhookBackgrounds: Backgrounds = {
  'webhook-excluded-ns': {
    sign: 'Pods get no env and no token in one namespace, while the same template works in others.',
    look: [
      kubectl('the namespace has the label control-plane, or one of kubernetes.azure.com', 'get', 'namespace', 'kube-system', '--show-labels'),
      kubectl('the webhook asks for its absence: operator DoesNotExist', 'get', 'mutatingwebhookconfiguration/azure-wi-webhook-mutating-webhook-configuration', '-o', 'jsonpath={.webhooks[*].namespaceSelector}'),
    ],
    healing: 'The webhook is asked for the next pod that is made; pods that are there stay as they are.',
    sources: [manual('webhook', 'known-issues'), thread('azure-workload-identity', 525), thread('notaryproject/ratify', 1121)],
  },
};
