/** What the pages of src/problems/webhook say beyond the doctor: its proxy sidecar. */
import { kubectl } from '../step.ts';
import type { Backgrounds, SeenText } from './background.ts';
import { template } from './shop.ts';
import { derived, manual, seen, source, thread, webhookSource } from './source.ts';
import { installations, refusal } from './webhook-looks.ts';

const proxy = source('azure-workload-identity', 'pkg/proxy/proxy.go');
const noTenant: SeenText = { where: 'proxy', text: 'AZURE_TENANT_ID not set' };
const log = kubectl('the proxy says: AZURE_TENANT_ID not set', 'logs', 'deployment/orders', '-n', 'shop', '-c', 'azwi-proxy');
const annotation = (name: string): string => `metadata.annotations.azure\\.workload\\.identity/${name}`;

export const webhookProxyBackgrounds: Backgrounds = {
  'proxy-annotation-false': {
    sign: 'The pods have the containers azwi-proxy and azwi-proxy-init, although the annotation says that they shall not.',
    look: [
      template('the annotation is there; its value does not count', annotation('inject-proxy-sidecar')),
      kubectl('azwi-proxy-init is among the init containers', 'get', 'pods', '-n', 'shop', '-o', 'custom-columns=NAME:.metadata.name,INIT:.spec.initContainers[*].name,CONTAINERS:.spec.containers[*].name'),
    ],
    healing: 'With the next pods, which the change of the template makes.',
    sources: [webhookSource, thread('azure-workload-identity', 1210), seen('with "false" the real webhook injects the proxy')],
  },
  'proxy-skips-itself': {
    sign: 'The container azwi-proxy ends and is started again forever, right from the first pod.',
    texts: [noTenant],
    look: [template('azwi-proxy is in the list', annotation('skip-containers')), log],
    healing: 'With the next pods, which the change of the template makes.',
    sources: [webhookSource, proxy, derived],
  },
  'proxy-windows': {
    sign: 'Pods on Windows nodes never start, since the image of the proxy cannot be pulled; the same pods on Linux do.',
    texts: [{ where: 'event', text: 'no match for platform in manifest' }],
    look: [
      kubectl('the event names the image proxy or proxy-init, and: no match for platform', 'get', 'events', '-n', 'shop', '--field-selector', 'type=Warning'),
      template('the template is for Windows', 'spec.nodeSelector'),
      template('and asks for the proxy', annotation('inject-proxy-sidecar')),
    ],
    healing: 'With the next pods, which the change of the template makes. The application then needs an SDK with WorkloadIdentityCredential.',
    sources: [thread('azure-workload-identity', 1016)],
  },
  'proxy-security-context-conflict': {
    sign: 'The pods stand still with CreateContainerConfigError, and the container that fails is not one of the template.',
    texts: [{ where: 'event', text: "container's runAsUser breaks non-root policy (… container: azwi-proxy)" }],
    look: [
      kubectl('the event names azwi-proxy', 'get', 'events', '-n', 'shop', '--field-selector', 'type=Warning'),
      template('runAsUser is 0 for the whole pod', 'spec.securityContext'),
    ],
    healing: 'With the next pods, which the change of the template makes.',
    sources: [thread('azure-workload-identity', 1009), thread('azure-workload-identity', 697), seen('the webhook 1.6.0 sets no runAsUser on azwi-proxy')],
  },
  'proxy-tenant-missing': {
    sign: 'The container azwi-proxy ends and is started again forever, and the pods have no AZURE_TENANT_ID.',
    texts: [noTenant],
    look: [
      log,
      kubectl('the account of the pods names an empty tenant (nothing, and not <none>)', 'get', 'serviceaccounts', '-n', 'shop', '-o', 'custom-columns=NAME:.metadata.name,TENANT:.metadata.annotations.azure\\.workload\\.identity/tenant-id'),
      kubectl('or the webhook itself has none: TENANT is empty', 'get', 'configmaps', '-A', '--field-selector', 'metadata.name=azure-wi-webhook-config', '-o', 'custom-columns=NAMESPACE:.metadata.namespace,TENANT:.data.AZURE_TENANT_ID'),
    ],
    healing: 'With the next pods: the tenant is put into a pod when it is made, so a restart of the container changes nothing.',
    sources: [webhookSource, proxy],
  },
  'proxy-blocks-job': {
    sign: 'A Job or CronJob does its work and never completes: its pod stays Running with one container, azwi-proxy.',
    look: [
      kubectl('the container of the application has ended, and azwi-proxy runs', 'get', 'pods', '-n', 'shop', '-l', 'job-name=orders', '-o', 'custom-columns=NAME:.metadata.name,CONTAINERS:.status.containerStatuses[*].name,ENDED:.status.containerStatuses[*].state.terminated.reason'),
      installations('the webhook is older than v1.5.0'),
      kubectl('or the server is older than v1.32', 'version'),
    ],
    healing: 'With the next run. The pod that hangs does not end by itself; delete it, or the Job.',
    sources: [thread('azure-workload-identity', 773), webhookSource, seen('webhook 1.6.0 on Kubernetes 1.36 makes azwi-proxy an init container with restartPolicy Always')],
  },
  'proxy-privileged-blocked': {
    sign: 'No pod of this workload can be made, while other workloads of the namespace are; the refusal names a container that is not in the template.',
    texts: [
      { where: 'kubectl', text: 'violates PodSecurity "restricted:latest": privileged (container "azwi-proxy-init" must not set securityContext.privileged=true), …' },
      { where: 'kubectl', text: 'Privileged container is not allowed: azwi-proxy-init' },
      { where: 'kubectl', text: '(combined from similar events): Error creating: …' },
    ],
    look: [
      refusal('the refusal names azwi-proxy-init'),
      kubectl('pod-security.kubernetes.io/enforce is baseline or restricted', 'get', 'namespace', 'shop', '--show-labels'),
      template('the template asks for the proxy, whatever the value', annotation('inject-proxy-sidecar')),
    ],
    healing: 'With the next pods, which the change of the template makes.',
    sources: [webhookSource, thread('azure-workload-identity', 1424), manual('aks', 'workload-identity-migrate-from-pod-identity'), seen('Pod Security "restricted" with the real webhook; each try has another pod name, and after ten the events are combined')],
  },
};
