/** Looks that several problems of the webhook share, with the names of their examples. */
import { kubectl, type Step } from '../step.ts';

const configuration = 'mutatingwebhookconfiguration/azure-wi-webhook-mutating-webhook-configuration';

/** Which pods of the namespace carry the label, and which token file each of them was given. */
export function tokenFiles(title: string): Step {
  return kubectl(
    title,
    'get',
    'pods',
    '-n',
    'shop',
    '-o',
    'custom-columns=NAME:.metadata.name,CREATED:.metadata.creationTimestamp,LABEL:.metadata.labels.azure\\.workload\\.identity/use,TOKEN:.spec.containers[*].env[?(@.name=="AZURE_FEDERATED_TOKEN_FILE")].value',
  );
}

/** Why the last pod was refused: the Deployment carries the text whole, and has no event of it. */
export function refusal(title: string): Step {
  return kubectl(`${title}; empty until a pod is refused`, 'get', 'deployment/orders', '-n', 'shop', '-o', 'jsonpath={.status.conditions[?(@.type=="ReplicaFailure")].message}');
}

export function configured(title: string, field: string): Step {
  return kubectl(title, 'get', configuration, '-o', `jsonpath={.webhooks[*].${field}}`);
}

export function everyWebhook(title: string): Step {
  return kubectl(title, 'get', 'mutatingwebhookconfigurations', '-o', 'custom-columns=NAME:.metadata.name,WEBHOOKS:.webhooks[*].name');
}

/** Where the webhook runs, in how many pods, and which version. */
export function installations(title: string): Step {
  return kubectl(title, 'get', 'deployments', '-A', '-l', 'azure-workload-identity.io/system=true', '-o', 'custom-columns=NAMESPACE:.metadata.namespace,WANTED:.spec.replicas,READY:.status.readyReplicas,IMAGE:.spec.template.spec.containers[*].image');
}

export function webhookPods(title: string, namespace = 'kube-system'): Step {
  return kubectl(
    title,
    'get',
    'pods',
    '-n',
    namespace,
    '-l',
    'azure-workload-identity.io/system=true',
    '-o',
    'custom-columns=NAME:.metadata.name,NODE:.spec.nodeName,READY:.status.containerStatuses[*].ready,RESTARTS:.status.containerStatuses[*].restartCount,ENDED:.status.containerStatuses[*].lastState.terminated.reason',
  );
}

export function webhookEndpoints(title: string, namespace = 'kube-system'): Step {
  return kubectl(title, 'get', 'endpointslices', '-n', namespace, '-l', 'kubernetes.io/service-name=azure-wi-webhook-webhook-service', '-o', 'custom-columns=ADDRESSES:.endpoints[*].addresses,READY:.endpoints[*].conditions.ready');
}

export function webhookLog(title: string, namespace: string): Step {
  return kubectl(title, 'logs', '-n', namespace, '-l', 'azure-workload-identity.io/system=true', '--tail=50');
}

export const nextPods = 'Pods that are there stay as they are.';
