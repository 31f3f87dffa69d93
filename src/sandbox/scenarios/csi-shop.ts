/** The shop whose pods read the vault through the secrets store driver: no label, no annotation, no webhook. */
import type { KubernetesObject, MountResult, Scenario, Step } from '../scenario.ts';
import { audience, clientId, deployment, issuer, namespace, serviceAccount, template, tenantId, vault, vaultEnv } from './shop.ts';

const node = 'aks-nodepool1-31415926-vmss000000';

export const secretVersion = '0123456789abcdef0123456789abcdef';

/** One entry of the list, as the documentation writes it. */
export function listed(...objects: readonly Readonly<Record<string, string>>[]): string {
  const items = objects.map((fields) => `  - |\n${Object.entries(fields).map(([name, value]) => `    ${name}: ${value}\n`).join('')}`);
  return `array:\n${items.join('')}`;
}

export const dbPassword = { objectName: 'db-password', objectType: 'secret' };

export const parameters: Readonly<Record<string, string>> = {
  usePodIdentity: 'false',
  clientID: clientId,
  keyvaultName: 'kv-shop',
  tenantID: tenantId,
  objects: listed(dbPassword),
};

export function secretClass(more: { readonly parameters?: Readonly<Record<string, string>>; readonly provider?: string; readonly namespace?: string; readonly spec?: Readonly<Record<string, unknown>> } = {}): KubernetesObject {
  return {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name: 'orders', namespace: more.namespace ?? 'shop' },
    spec: { provider: more.provider ?? 'azure', parameters: more.parameters ?? parameters, ...more.spec },
  };
}

/** The class without these parameters, or with others. */
export function classWith(changes: Readonly<Record<string, string | undefined>>): KubernetesObject {
  const changed = { ...parameters, ...changes };
  return secretClass({ parameters: Object.fromEntries(Object.entries(changed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))) });
}

export function csiDriver(spec: Readonly<Record<string, unknown>> = {}): KubernetesObject {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'CSIDriver',
    metadata: { name: 'secrets-store.csi.k8s.io' },
    spec: { attachRequired: false, podInfoOnMount: true, requiresRepublish: true, volumeLifecycleModes: ['Ephemeral'], tokenRequests: [{ audience }], ...spec },
  };
}

/** What the kubelet of the node has registered. */
export function csiNode(...drivers: readonly string[]): KubernetesObject {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: node }, spec: { drivers: drivers.map((name) => ({ name, nodeID: node, topologyKeys: null })) } };
}

interface DaemonSetParts {
  readonly name: string;
  readonly app: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly nodeSelector?: Readonly<Record<string, string>>;
}

function daemonSet({ name, app, image, args, nodeSelector }: DaemonSetParts): KubernetesObject {
  const labels = { app };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: 'kube-system', labels },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...(nodeSelector === undefined ? {} : { nodeSelector }), containers: [{ name: app, image, args }] } },
    },
  };
}

/** Driver and provider as the AKS add-on calls them. */
export function addOnDriver(rotation = true): KubernetesObject {
  const args = ['--endpoint=$(CSI_ENDPOINT)', '--provider-volume=/var/run/secrets-store-csi-providers', `--enable-secret-rotation=${rotation}`, '--rotation-poll-interval=2m'];
  return daemonSet({ name: 'aks-secrets-store-csi-driver', app: 'secrets-store-csi-driver', image: 'mcr.microsoft.com/oss/v2/kubernetes-csi/secrets-store/driver:v1.6.0', args });
}

export function addOnProvider(nodeSelector?: Readonly<Record<string, string>>): KubernetesObject {
  const parts = { name: 'aks-secrets-store-provider-azure', app: 'secrets-store-provider-azure', image: 'mcr.microsoft.com/oss/v2/azure/secrets-store/provider-azure:v1.8.2', args: ['--endpoint=unix:///provider/azure.sock'] };
  return daemonSet({ ...parts, ...(nodeSelector === undefined ? {} : { nodeSelector }) });
}

/** A provider of the time before workload identity. */
export const oldProvider = daemonSet({ name: 'csi-secrets-store-provider-azure', app: 'csi-secrets-store-provider-azure', image: 'mcr.microsoft.com/oss/azure/secrets-store/provider-azure:v0.2.0', args: ['--endpoint=unix:///provider/azure.sock'] });

/** Driver and provider as a Helm release calls them. */
export const helmDriver = daemonSet({
  name: 'csi-secrets-store-provider-azure-secrets-store-csi-driver',
  app: 'secrets-store-csi-driver',
  image: 'registry.example/secrets-store/driver:v1.5.6',
  args: ['--provider-volume=/var/run/secrets-store-csi-providers', '--enable-secret-rotation=true'],
});
export const helmProvider = daemonSet({
  name: 'csi-csi-secrets-store-provider-azure',
  app: 'csi-secrets-store-provider-azure',
  image: 'registry.example/provider:v1.8.2',
  args: ['--endpoint=unix:///provider/azure.sock', '--healthz-port=8989'],
});

/** The add-on whole, on the node. */
export const addOn: readonly KubernetesObject[] = [csiDriver(), csiNode('secrets-store.csi.k8s.io'), addOnDriver(), addOnProvider()];

export function csiVolume(more: { readonly name?: string; readonly attributes?: Readonly<Record<string, string>>; readonly readOnly?: boolean } = {}): Readonly<Record<string, unknown>> {
  const { name = 'secrets', attributes = { secretProviderClass: 'orders' }, readOnly = true } = more;
  return { name, csi: { driver: 'secrets-store.csi.k8s.io', readOnly, volumeAttributes: attributes } };
}

/** The application with a volume of the driver, and nothing else that has to do with Azure. */
export function mountingDeployment(volume = csiVolume(), mount: Readonly<Record<string, unknown>> = {}): KubernetesObject {
  const containers = [{ name: 'app', image: 'registry.example/orders:1', volumeMounts: [{ name: 'secrets', mountPath: '/mnt/secrets', readOnly: true, ...mount }] }];
  return deployment({ labels: {}, containers, spec: { volumes: [volume] } });
}

/** Both doors: the label and the account's annotation for the application, the volume for the driver. */
export const bothDoors: KubernetesObject = deployment({
  containers: [{ ...(template().spec['containers'] as readonly Readonly<Record<string, unknown>>[])[0], volumeMounts: [{ name: 'secrets', mountPath: '/mnt/secrets', readOnly: true }] }],
  spec: { volumes: [csiVolume()] },
});

export function mounting(result: MountResult, secretProviderClass = 'orders'): Step {
  return { do: 'mount', namespace: 'shop', secretProviderClass, result };
}

export const mountedDbPassword: MountResult = { objects: [{ id: 'secret/db-password', version: secretVersion }] };

export interface CsiShop {
  readonly installed?: readonly KubernetesObject[];
  readonly account?: KubernetesObject;
  readonly class?: KubernetesObject | null;
  readonly workload?: KubernetesObject;
  readonly result?: MountResult;
}

/** Driver, account, class and deployment; then pods that have mounted, or that wait with the event of a refusal. */
export function csiCluster({ installed = addOn, account = serviceAccount({}), class: ofClass = secretClass(), workload = mountingDeployment(), result = mountedDbPassword }: CsiShop = {}): Scenario['cluster'] {
  const waits = !('objects' in result) && 'refused' in result;
  return {
    issuer,
    steps: [
      { do: 'apply', objects: installed },
      { do: 'apply', objects: [namespace, account, ...(ofClass === null ? [] : [ofClass])] },
      ...(waits ? [{ do: 'pods', become: 'pending' } as const] : []),
      { do: 'apply', objects: [workload] },
      mounting(result),
    ],
  };
}

/** The same cluster, whose provider has logged something. */
export function withProviderLog(cluster: Scenario['cluster'], lines: Extract<Step, { do: 'log' }>['lines']): Scenario['cluster'] {
  return { ...cluster, steps: [...cluster.steps, { do: 'log', namespace: 'kube-system', of: 'aks-secrets-store-provider-azure', container: 'secrets-store-provider-azure', lines }] };
}

export function failedMount(text: string): MountResult {
  return { refused: `rpc error: code = Unknown desc = ${text}` };
}

/** Said by the provider, through the driver. */
export function fromProvider(text: string): MountResult {
  return failedMount(`failed to mount secrets store objects for pod NAMESPACE/POD, err: rpc error: code = Unknown desc = failed to mount objects, error: ${text}`);
}

/** Said by the provider about one object. */
export function aboutObject(text: string, object = dbPassword): MountResult {
  return fromProvider(`failed to get objectType:${object.objectType}, objectName:${object.objectName}, objectVersion:: ${text}`);
}

/** The vault with a version of the secret that can be named. */
export function csiVault(more: Parameters<typeof vault>[0] = {}): ReturnType<typeof vault> {
  return vault({ secrets: { 'db-password': { value: 'canary-value-of-db-password', version: secretVersion } }, ...more });
}

/** The class that also makes Secret orders-db. */
export const syncingClass: KubernetesObject = secretClass({ spec: { secretObjects: [{ secretName: 'orders-db', type: 'Opaque', data: [{ key: 'password', objectName: 'db-password' }] }] } });

/** A pod by itself whose container reads Secret orders-db into a variable. */
export function podReadingSecret({ labels = {}, volumes }: { readonly labels?: Readonly<Record<string, string>>; readonly volumes?: readonly Readonly<Record<string, unknown>>[] } = {}): KubernetesObject {
  const mounts = volumes === undefined ? {} : { volumeMounts: [{ name: 'secrets', mountPath: '/mnt/secrets', readOnly: true }] };
  const env = [...(Object.keys(labels).length === 0 ? [] : vaultEnv), { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders-db', key: 'password' } } }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'orders', namespace: 'shop', labels },
    spec: template({ containers: [{ name: 'app', image: 'registry.example/orders:1', env, ...mounts }], ...(volumes === undefined ? {} : { spec: { volumes } }) }).spec,
  };
}

/** What the kubelet says of the one container of pod orders. */
export function containerOfPod(state: Readonly<Record<string, unknown>>, phase = 'Running'): Step {
  const ready = 'running' in state;
  return { do: 'status', kind: 'Pod', namespace: 'shop', name: 'orders', status: { phase, containerStatuses: [{ name: 'app', image: 'registry.example/orders:1', imageID: '', ready, started: ready, restartCount: 0, state, lastState: {} }] } };
}

/** What the vault says to a caller without a role, as the provider passes it on. */
export function refusedByVault(appId: string, objectId: string): string {
  return `GET https://kv-shop.vault.azure.net/secrets/db-password/\\nRESPONSE 403: 403 Forbidden\\nERROR CODE: Forbidden\\n"message": "Caller is not authorized to perform action on resource.\\\\r\\\\nCaller: appid=${appId};oid=${objectId};iss=https://sts.windows.net/${tenantId}/\\\\r\\\\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'", "innererror": {"code": "ForbiddenByRbac"}`;
}
