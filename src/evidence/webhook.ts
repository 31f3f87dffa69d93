import { absent, known, type Answer } from './answer.ts';
import { configMap, deployment as deploymentShape, mutatingWebhookConfiguration, namespace as namespaceObject, version as versionShape, type LabelSelector } from './kubernetes-shapes.ts';
import { notFound } from './not-found.ts';
import { defineQuestion, type World } from './question.ts';
import type { TargetSubject } from './subject.ts';
import { managerOf, type Workload } from './workload.ts';
import { webhookName } from './workload-identity-keys.ts';

/** One azure-wi webhook as the API server has it configured. */
export interface WebhookEntry {
  /** Name of the MutatingWebhookConfiguration. */
  readonly configuration: string;
  readonly createdAt: string;
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly service?: { readonly namespace: string; readonly name: string };
  readonly hasCaBundle: boolean;
  /** What keeps the object as it is elsewhere, where it says so. */
  readonly managedBy?: Workload['managedBy'];
  readonly objectSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
}

/** Every webhook named `mutation.azure-workload-identity.io`, whatever its object is called (`failure-modes.md` 2B). */
export const webhookConfigurations = defineQuestion({
  name: 'webhook configurations',
  rights: [
    { where: 'cluster', verb: 'list', group: 'admissionregistration.k8s.io', resource: 'mutatingwebhookconfigurations', scope: 'cluster', power: 'read' },
  ],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world) {
    const path = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations';
    const configurations = await world.kube.list(path, mutatingWebhookConfiguration);
    return known(
      configurations.flatMap(({ metadata, webhooks }) => {
        const managedBy = managerOf(metadata.labels ?? {}, metadata.annotations ?? {});
        return (webhooks ?? [])
          .filter(({ name }) => name === webhookName)
          .map(
            ({ failurePolicy, clientConfig, objectSelector, namespaceSelector }): WebhookEntry => ({
              configuration: metadata.name,
              createdAt: metadata.creationTimestamp ?? '',
              failurePolicy: failurePolicy === 'Ignore' ? 'Ignore' : 'Fail',
              ...(clientConfig.service === undefined ? {} : { service: clientConfig.service }),
              ...(managedBy === undefined ? {} : { managedBy }),
              hasCaBundle: (clientConfig.caBundle ?? '') !== '',
              ...(objectSelector === undefined ? {} : { objectSelector }),
              ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
            }),
          );
      }),
    );
  },
});

export const webhookDeploymentName = 'azure-wi-webhook-controller-manager';

/** Where it is installed: by the add-on of AKS, and by its chart. */
const webhookPlaces = ['kube-system', 'azure-workload-identity-system'];

/** The program behind the webhook, where it can be seen. */
export interface WebhookDeployment {
  readonly namespace: string;
  /** Tag of its image, e.g. `v1.5.1-6`. */
  readonly version?: string;
  /** Before 1.0.0: it goes by the label of the service account. */
  readonly old: boolean;
  readonly available: number;
  /** Pods that are wanted of it. */
  readonly replicas: number;
  /** Of the add-on of AKS. */
  readonly ofAks: boolean;
}

/** The webhook's Deployment: where its configuration points, else in the two places where it is installed. */
export const webhookDeployment = defineQuestion({
  name: 'webhook deployment',
  rights: [{ where: 'cluster', verb: 'get', group: 'apps', resource: 'deployments', scope: 'cluster', nameable: 'webhook', power: 'read' }],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world): Promise<Answer<WebhookDeployment>> {
    const configured = await world.get(webhookConfigurations, null);
    const namespace = configured.state === 'known' ? configured.value[0]?.service?.namespace : undefined;
    for (const place of namespace === undefined ? webhookPlaces : [namespace]) {
      const deployment = await deploymentIn(place, world);
      if (deployment !== undefined) return known(deployment);
    }
    return absent();
  },
});

/** Every Deployment of the webhook in the places where it is installed. */
export const webhookInstallations = defineQuestion({
  name: 'webhook installations',
  rights: webhookDeployment.rights,
  key: (_subject: TargetSubject) => null,
  async ask(_key, world): Promise<Answer<readonly WebhookDeployment[]>> {
    const found = await Promise.all(webhookPlaces.map((place) => deploymentIn(place, world)));
    return known(found.flatMap((deployment) => deployment ?? []));
  },
});

export const webhookConfigName = 'azure-wi-webhook-config';

/** What the webhook is told of Azure. */
export interface WebhookSettings {
  readonly namespace: string;
  readonly tenantId: string;
}

/** The ConfigMap that the webhook starts with. */
export const webhookSettings = defineQuestion({
  name: 'webhook settings',
  rights: [{ where: 'cluster', verb: 'get', group: '', resource: 'configmaps', scope: 'cluster', nameable: 'webhook-config', power: 'read' }],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world): Promise<Answer<WebhookSettings>> {
    const configured = await world.need(webhookConfigurations, null);
    const namespace = configured[0]?.service?.namespace;
    if (namespace === undefined) return absent();
    try {
      const { data } = await world.kube.get(`/api/v1/namespaces/${encodeURIComponent(namespace)}/configmaps/${webhookConfigName}`, configMap);
      return known({ namespace, tenantId: data?.['AZURE_TENANT_ID'] ?? '' });
    } catch (error) {
      const said = notFound(error);
      if (said !== undefined) return absent(said);
      throw error;
    }
  },
});

async function deploymentIn(namespace: string, world: World): Promise<WebhookDeployment | undefined> {
  const path = `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/deployments/${webhookDeploymentName}`;
  try {
    const { metadata, spec, status } = await world.kube.get(path, deploymentShape);
    const image = spec.template.spec.containers.find(({ name }) => name === 'manager')?.image ?? '';
    const version = /:(v?\d[\w.-]{0,60})$/.exec(image)?.[1];
    return {
      namespace,
      ...(version === undefined ? {} : { version }),
      old: version !== undefined && /^v?0\./.test(version),
      available: status?.availableReplicas ?? 0,
      replicas: spec.replicas ?? 1,
      ofAks: metadata.labels?.['kubernetes.azure.com/managedby'] === 'aks',
    };
  } catch (error) {
    if (notFound(error) !== undefined) return undefined;
    throw error;
  }
}

/** Labels of the target's namespace, for namespace selectors. */
export const namespaceLabels = defineQuestion({
  name: 'namespace labels',
  rights: [{ where: 'cluster', verb: 'get', group: '', resource: 'namespaces', scope: 'cluster', nameable: 'namespace', power: 'read' }],
  key: ({ target }: TargetSubject) => ({ name: target.namespace }),
  async ask({ name }, world) {
    const { metadata } = await world.kube.get(`/api/v1/namespaces/${encodeURIComponent(name)}`, namespaceObject);
    return known<{ readonly [label: string]: string }>(metadata.labels ?? {});
  },
});

/** What the API server says it is. Any authenticated caller may ask. */
export const serverVersion = defineQuestion({
  name: 'server version',
  rights: [],
  key: (_subject: TargetSubject) => null,
  async ask(_key, world) {
    return known((await world.kube.get('/version', versionShape)).gitVersion);
  },
});
