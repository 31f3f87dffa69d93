/** What the pages of src/problems/webhook say beyond the doctor: pods are refused. */
import { kubectl } from '../step.ts';
import type { Backgrounds, SeenText } from './background.ts';
import { template } from './shop.ts';
import { derived, manual, page, seen, source, thread, webhookSource } from './source.ts';
import { configured, installations, refusal, webhookEndpoints, webhookLog, webhookPods } from './webhook-looks.ts';

const own = 'azure-workload-identity-system';
const rotator = source('open-policy-agent/cert-controller', 'pkg/rotator/rotator.go');
const noEndpoints: SeenText = {
  where: 'kubectl',
  text: 'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: Post "https://azure-wi-webhook-webhook-service.kube-system.svc:443/mutate-v1-pod?timeout=10s": no endpoints available for service "azure-wi-webhook-webhook-service"',
};
const unknownAuthority: SeenText = {
  where: 'kubectl',
  text: 'failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: Post "…": tls: failed to verify certificate: x509: certificate signed by unknown authority',
};
const expiration = 'annotations.azure\\.workload\\.identity/service-account-token-expiration';

export const webhookRefusalBackgrounds: Backgrounds = {
  'webhook-no-endpoints': {
    sign: 'No pod with the label can be made: a rollout, a restart or a scale-up stands still with too few pods, and those that run go on.',
    texts: [
      noEndpoints,
      { where: 'kubectl', text: 'failed to call webhook: Post "…": dial tcp …:9443: connect: connection refused' },
      { where: 'webhook', text: 'acquiring secret to update certificates' },
    ],
    look: [
      refusal('the refusal says: no endpoints available, or connection refused'),
      webhookEndpoints('no address is ready'),
      webhookPods('no pod is ready; ENDED OOMKilled: its memory is too small, no NODE: it finds no place'),
    ],
    healing: 'As soon as one pod of the webhook is ready.',
    sources: [
      thread('aks', 5686),
      thread('azure-workload-identity', 1608),
      thread('azure-workload-identity', 599),
      manual('aks', 'optimized-addon-scaling'),
      rotator,
      seen('connection refused until readiness notices, then no endpoints; the condition ReplicaFailure of the Deployment carries the text, and the ReplicaSet the event FailedCreate'),
    ],
  },
  'webhook-timeout': {
    sign: 'Creating a pod stands still for ten seconds and is then refused; often only some of many pods that are made at once.',
    texts: [
      { where: 'kubectl', text: 'failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: Post "…?timeout=10s": context deadline exceeded' },
      { where: 'kubectl', text: 'net/http: request canceled (Client.Timeout exceeded while awaiting headers)' },
    ],
    look: [
      refusal('the refusal says: context deadline exceeded, or Client.Timeout'),
      webhookPods('the pods are ready, perhaps with RESTARTS and OOMKilled'),
      kubectl('few replicas, or small limits', 'get', 'deployment/azure-wi-webhook-controller-manager', '-n', 'kube-system', '-o', 'jsonpath={.spec.replicas}{" "}{.spec.template.spec.containers[*].resources}'),
    ],
    healing: 'As soon as the webhook answers in time. Without more replicas or larger limits it comes back with the next burst of pods.',
    sources: [
      thread('azure-workload-identity', 781),
      thread('azure-workload-identity', 1608),
      thread('azure-workload-identity', 1159),
      thread('azure-workload-identity', 1726),
      thread('azure-workload-identity', 599),
      thread('aks', 4139),
      seen('a webhook that does not answer: refused after 10.0 seconds'),
    ],
  },
  'webhook-cert-bad': {
    sign: 'No pod with the label can be made, though the pods of the webhook are ready; the refusal speaks of x509.',
    texts: [unknownAuthority, { where: 'kubectl', text: 'x509: certificate has expired or is not yet valid: …' }],
    look: [
      refusal('the refusal says: x509'),
      configured('empty, or not the certificate that the next command shows', 'clientConfig.caBundle'),
      kubectl('the certificate of its authority, in base64 as above', 'get', 'secret/azure-wi-webhook-server-cert', '-n', 'kube-system', '-o', 'jsonpath={.data.ca\\.crt}'),
    ],
    healing: 'A webhook that runs, with rotation on, writes the caBundle at once; its own pods see a new certificate at the next sync of the kubelet, a minute or two later.',
    sources: [
      rotator,
      source('golang/go', 'src/crypto/x509/verify.go'),
      seen('an edited caBundle is put back within 10 ms; after the Secret was emptied a new certificate was there after 0.3 s, and was served after the kubelet\'s next sync, without a restart'),
    ],
  },
  'webhook-token-expiry-denied': {
    sign: 'Pods of one workload or of one service account are refused, while all others are made.',
    texts: [
      { where: 'kubectl', text: 'admission webhook "mutation.azure-workload-identity.io" denied the request: token expiration … not valid. Expected value to be between 3600 and 86400' },
      { where: 'kubectl', text: 'strconv.ParseInt: parsing "…"' },
    ],
    look: [
      refusal('the refusal says: token expiration … not valid, or strconv.ParseInt'),
      kubectl('no whole number from 3600 to 86400 on the service account', 'get', 'serviceaccount/orders', '-n', 'shop', '-o', `jsonpath={.metadata.${expiration}}`),
      template('or on the template, which wins', `metadata.${expiration}`),
    ],
    healing: 'At once for the next try.',
    sources: [webhookSource, seen('60 is denied with this text; an empty value counts as none, and a blank before the number is denied')],
  },
  'webhook-drops-unknown-fields': {
    sign: 'A template with a sidecar among its init containers (of a service mesh, for example) makes no pods, and does make them without the label.',
    texts: [{ where: 'kubectl', text: 'Pod "…" is invalid: [spec.initContainers[1].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always, …]' }],
    look: [
      refusal('the refusal says: without restartPolicy=Always'),
      template('the template does say Always, or another webhook adds that container', 'spec.initContainers[*].restartPolicy'),
      installations('the version of the webhook, which is much older than the cluster'),
    ],
    healing: 'As soon as a newer webhook serves.',
    sources: [thread('istio/istio', 49221)],
  },
  'webhook-tenant-missing': {
    sign: 'Right after the webhook was installed or changed, its pods end again and again, and no pod with the label can be made.',
    texts: [{ where: 'webhook', text: 'AZURE_TENANT_ID is required' }],
    look: [
      webhookLog('its last words: AZURE_TENANT_ID is required', own),
      kubectl('nothing is printed', 'get', 'configmap/azure-wi-webhook-config', '-n', own, '-o', 'jsonpath={.data.AZURE_TENANT_ID}'),
      webhookPods('RESTARTS goes up', own),
    ],
    healing: 'As soon as the webhook was started with a tenant.',
    sources: [source('azure-workload-identity', 'pkg/config/config.go'), source('azure-workload-identity', 'manifest_staging/charts/workload-identity-webhook/templates/azure-wi-webhook-config-configmap.yaml')],
  },
  'webhook-single-replica-down-during-upgrade': {
    sign: 'For some minutes no pod with the label can be made, at the time when nodes are upgraded or drained, and then it is over.',
    texts: [{ where: 'kubectl', text: 'no endpoints available for service "azure-wi-webhook-webhook-service"' }],
    look: [
      installations('it wants one pod, and none is ready'),
      webhookPods('the pod is new, or has no NODE', own),
      kubectl('no row is of the webhook', 'get', 'poddisruptionbudgets', '-n', own),
    ],
    healing: 'By itself as soon as that pod is ready elsewhere.',
    sources: [source('azure-workload-identity', 'deploy/azure-wi-webhook.yaml'), derived],
  },
  'webhook-net-blocked': {
    sign: 'No pod with the label can be made, though the pods of the webhook are ready; the refusal speaks of the connection, not of a certificate.',
    texts: [
      { where: 'kubectl', text: 'failed calling webhook "mutation.azure-workload-identity.io": failed to call webhook: Post "…": dial tcp …:9443: i/o timeout' },
      { where: 'kubectl', text: 'http: server gave HTTP response to HTTPS client' },
      { where: 'kubectl', text: 'failed to call webhook: Post "…": EOF' },
    ],
    look: [
      refusal('the refusal says: i/o timeout, EOF, no route to host or HTTP response'),
      webhookEndpoints('there are addresses, and they are ready'),
      kubectl('a policy that does not let port 9443 in', 'get', 'networkpolicies', '-n', 'kube-system'),
    ],
    healing: 'As soon as the control plane gets through.',
    sources: [thread('azure-workload-identity', 863), thread('azure-workload-identity', 611), thread('aks', 4139), thread('aks', 3897)],
  },
  'webhook-gitops-cabundle': {
    sign: 'Pods are refused with x509 again and again after each sync, or Argo CD shows the configuration of the webhook as OutOfSync for good.',
    texts: [unknownAuthority],
    look: [
      kubectl('it has a mark of Argo CD or Flux', 'get', 'mutatingwebhookconfiguration/azure-wi-webhook-mutating-webhook-configuration', '-o', 'jsonpath={.metadata.labels}{" "}{.metadata.annotations.argocd\\.argoproj\\.io/tracking-id}'),
      kubectl('argocd or flux is among those who write it', 'get', 'mutatingwebhookconfiguration/azure-wi-webhook-mutating-webhook-configuration', '--show-managed-fields', '-o', 'jsonpath={range .metadata.managedFields[*]}{.manager}{" "}{.time}{"\\n"}{end}'),
      configured('empty, or another one at each look', 'clientConfig.caBundle'),
    ],
    healing: 'As soon as the tool leaves the field alone: the webhook writes its caBundle at once.',
    sources: [thread('argoproj/argo-cd', 1487), thread('cert-manager/cert-manager', 4114), thread('kedacore/charts', 681), page('how Argo CD ignores differences', 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/'), derived],
  },
};
