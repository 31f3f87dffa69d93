/** What the pages of src/problems/webhook say beyond the doctor: it is not called, or what it puts into pods is not right. */
import { az, kubectl } from '../step.ts';
import type { Backgrounds } from './background.ts';
import { template } from './shop.ts';
import { derived, manual, page, seen, source, thread, webhookSource } from './source.ts';
import { configured, everyWebhook, installations, nextPods, tokenFiles } from './webhook-looks.ts';

const chart = source('azure-workload-identity', 'manifest_staging/charts/workload-identity-webhook/values.yaml');
const configMap = kubectl('see what the webhook is given', 'get', 'configmaps', '-A', '--field-selector', 'metadata.name=azure-wi-webhook-config', '-o', 'custom-columns=NAMESPACE:.metadata.namespace,TENANT:.data.AZURE_TENANT_ID,CLOUD:.data.AZURE_ENVIRONMENT');

export const webhookBackgrounds: Backgrounds = {
  'webhook-not-installed': {
    sign: 'No pod of the cluster gets AZURE_* and a token, in no namespace, and the application says that it is not configured for workload identity.',
    texts: [
      { where: 'application', text: 'open : no such file or directory' },
      { where: 'application', text: 'no token file specified. Check pod configuration…' },
      { where: 'application', text: 'The workload options are not fully configured' },
      { where: 'application', text: 'tenantId, clientId, and federatedTokenFilePath are required parameters' },
      { where: 'application', text: 'failed to create confidential client … the Authority does not appear to use https' },
    ],
    look: [
      everyWebhook('no row names mutation.azure-workload-identity.io'),
      installations('no Deployment is found (where there is one, it is webhook-mwc-deleted)'),
      az('on AKS: the add-on is not enabled', 'aks', 'show', '-g', '<resource-group>', '-n', '<cluster>', '--query', 'securityProfile.workloadIdentity'),
    ],
    healing: `The webhook acts on new pods as soon as it serves. ${nextPods}`,
    sources: [
      thread('azure-workload-identity', 461),
      thread('azure-workload-identity', 488),
      thread('azure-workload-identity', 611),
      source('Azure/azure-sdk-for-go', 'sdk/azidentity/workload_identity.go'),
      source('Azure/azure-sdk-for-js', 'sdk/identity/identity/src/credentials/workloadIdentityCredential.ts'),
    ],
  },
  'webhook-fail-open': {
    sign: 'Some pods run without AZURE_* and a token, while others of the same template have both; no event and no warning tells of it.',
    look: [
      tokenFiles('a pod has the label true, and no token file'),
      configured('failurePolicy is Ignore', 'failurePolicy'),
      installations('the webhook is not READY now, or was not when that pod was made'),
    ],
    healing: 'A pod that went past the webhook never heals: it must be made anew while the webhook serves. With failurePolicy Fail such a pod is refused, and is tried again by itself.',
    sources: [
      thread('azure-workload-identity', 540),
      thread('azure-workload-identity', 790),
      thread('openshift/hypershift', 8288),
      seen('with failurePolicy Ignore and no webhook the pod runs bare, the Deployment is available, and nothing is told to the client'),
    ],
  },
  'webhook-ns-selector': {
    sign: 'In one namespace no pod gets AZURE_* and a token, while the same template works in others; no event and no log tells of it.',
    look: [
      configured('the selector asks for a label (here identity=on)', 'namespaceSelector'),
      kubectl('the namespace does not have it', 'get', 'namespace', 'shop', '--show-labels'),
      tokenFiles('the pods have the label true, and no token file'),
    ],
    healing: `From the next pod on, once label and selector fit. ${nextPods}`,
    sources: [chart],
  },
  'webhook-object-selector-edited': {
    sign: 'No pod of the cluster gets AZURE_* and a token any more, though the label is right and the webhook runs without an error.',
    look: [
      configured('it asks for another label than azure.workload.identity/use: "true"', 'objectSelector'),
      tokenFiles('the pods have the label true, and no token file'),
    ],
    healing: `From the next pod on. ${nextPods}`,
    sources: [source('azure-workload-identity', 'deploy/azure-wi-webhook.yaml'), derived],
  },
  'webhook-mwc-deleted': {
    sign: 'From one moment on, no new pod of the cluster gets AZURE_* and a token, while the pods of the webhook are ready and log no error.',
    look: [everyWebhook('no row names mutation.azure-workload-identity.io'), installations('the Deployment is there, and ready')],
    healing: `From the next pod on, once the configuration is there and the webhook has written its caBundle into it. ${nextPods}`,
    sources: [source('aks', 'CHANGELOG.md'), thread('azure-workload-identity', 955)],
  },
  'webhook-excluded-ns': {
    sign: 'Pods get no env and no token in one namespace, while the same template works in others.',
    look: [
      kubectl('the namespace has the label control-plane, or one of kubernetes.azure.com', 'get', 'namespace', 'shop', '--show-labels'),
      configured('the selector asks for its absence: operator DoesNotExist or NotIn', 'namespaceSelector'),
      kubectl('no label admissions.enforcer/disabled', 'get', 'mutatingwebhookconfiguration/azure-wi-webhook-mutating-webhook-configuration', '--show-labels'),
    ],
    healing: `The webhook is asked for the next pod that is made. ${nextPods}`,
    sources: [manual('webhook', 'known-issues'), thread('azure-workload-identity', 525), thread('notaryproject/ratify', 1121), thread('aks', 4002)],
  },
  'webhook-old-v0': {
    sign: 'Pods that are labelled as the manuals of today say get no AZURE_* and no token, in every namespace.',
    look: [
      installations('the tag of the image begins with v0.'),
      kubectl('the service account does not have the label azure.workload.identity/use', 'get', 'serviceaccount/orders', '-n', 'shop', '--show-labels'),
    ],
    healing: `From the next pod on, once the new webhook serves. ${nextPods} Keep the labels of the pods; that of the service account is ignored from then on.`,
    sources: [page('the releases of Azure/azure-workload-identity', 'https://github.com/Azure/azure-workload-identity/releases'), thread('azure-workload-identity', 601)],
  },
  'webhook-upgrade-needs-pod-label': {
    sign: 'After an upgrade of the webhook or of AKS, each pod that is made anew has no AZURE_* and no token, while pods from before go on working.',
    look: [
      template('no label azure.workload.identity/use in the template', 'metadata.labels'),
      kubectl('the service account has it', 'get', 'serviceaccount/orders', '-n', 'shop', '--show-labels'),
      tokenFiles('only older pods have a token file'),
    ],
    healing: 'From the next pod on; the patch of the template makes new pods. Do it before the old pods end: each of them that ends takes a working identity with it.',
    sources: [manual('webhook', 'troubleshooting'), source('aks', 'CHANGELOG.md'), thread('azure-workload-identity', 601), thread('azure-workload-identity', 756)],
  },
  'webhook-v16-path-change': {
    sign: 'After the webhook became 1.6, new pods do not find their token file, while pods from before go on working.',
    texts: [{ where: 'application', text: 'open /var/run/secrets/azure/tokens/azure-identity-token: no such file or directory' }],
    look: [
      template('AZURE_FEDERATED_TOKEN_FILE stands in the template, with /var/run/secrets/azure/tokens/…', 'spec.containers[?(@.name=="app")].env'),
      kubectl('new pods have the token below /var/run/secrets/azure/wi', 'get', 'pods', '-n', 'shop', '-o', 'custom-columns=NAME:.metadata.name,MOUNTS:.spec.containers[?(@.name=="app")].volumeMounts[*].mountPath'),
    ],
    healing: 'With the next pods, which the change of the template makes. No restart of the webhook is needed.',
    sources: [webhookSource, derived],
  },
  'webhook-sidecar-injected-later': {
    sign: 'One container of a pod cannot sign in, and the others can; that container is not in the template, since another webhook (a service mesh, Dapr) added it.',
    look: [
      kubectl('the container agent has no AZURE_FEDERATED_TOKEN_FILE among its env', 'get', 'pod/orders-7c9f-abcde', '-n', 'shop', '-o', 'jsonpath={.spec.containers[?(@.name=="agent")].env[*].name}'),
      template('the template does not have that container', 'spec.containers[*].name'),
      configured('reinvocationPolicy is Never', 'reinvocationPolicy'),
    ],
    healing: `From the next pod on. ${nextPods}`,
    sources: [thread('azure-workload-identity', 791)],
  },
  'webhook-duplicate-install': {
    sign: 'Pods are refused or let pass by turns, or one of the two webhooks ends again and again, after a chart was installed on a cluster that has the add-on of AKS.',
    texts: [
      {
        where: 'webhook',
        text: '"azure-wi-webhook-mutating-webhook-configuration" is forbidden: User "system:serviceaccount:azure-workload-identity-system:azure-wi-webhook-admin" cannot update resource … Azure does not have opinion for this user',
      },
    ],
    look: [
      installations('there are two, in kube-system and azure-workload-identity-system'),
      configured('the one that is called may not be the one you look at', 'clientConfig.service.namespace'),
    ],
    healing: 'As soon as one webhook is left and the configuration names it. Pods that a webhook let pass bare must be made anew.',
    sources: [thread('azure-workload-identity', 823), thread('azure-workload-identity', 856), thread('azure-workload-identity', 1023)],
  },
  'webhook-tenant-wrong': {
    sign: 'Every workload of the cluster fails to sign in, with a text of Entra that the application or the tenant is not found; a service account that names its own tenant works.',
    look: [
      { ...configMap, title: 'TENANT is not the tenant of the identity' },
      az('the tenant of the identity', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,tenantId:tenantId}', '-o', 'table'),
      kubectl('the service account names no tenant of its own', 'get', 'serviceaccount/orders', '-n', 'shop', '-o', 'jsonpath={.metadata.annotations.azure\\.workload\\.identity/tenant-id}'),
    ],
    healing: `From the next pod on, once the webhook was started with the right tenant. ${nextPods}`,
    sources: [manual('aks', 'workload-identity-cross-tenant'), webhookSource],
  },
  'webhook-wrong-cloud': {
    sign: 'Every workload of the cluster fails to sign in, on a cluster of a national cloud, or of the public one with an installation made for another.',
    look: [
      { ...configMap, title: 'CLOUD is empty (then it is AzurePublicCloud), or names another one' },
      kubectl('the authority that the pods were given', 'get', 'pods', '-n', 'shop', '-o', 'custom-columns=NAME:.metadata.name,AUTHORITY:.spec.containers[*].env[?(@.name=="AZURE_AUTHORITY_HOST")].value'),
      az('the cloud of the identity', 'cloud', 'show', '--query', '{name:name,authority:endpoints.activeDirectory}'),
    ],
    healing: `From the next pod on, once the webhook was started with the right cloud. ${nextPods}`,
    sources: [webhookSource, thread('azure-workload-identity', 566), thread('azure-workload-identity', 1302)],
  },
};
