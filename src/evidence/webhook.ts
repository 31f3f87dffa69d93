import { known } from './answer.ts';
import { mutatingWebhookConfiguration, namespace as namespaceObject, version as versionShape, type LabelSelector } from './kubernetes-shapes.ts';
import { defineQuestion } from './question.ts';
import type { TargetSubject } from './subject.ts';
import { webhookName } from './workload-identity-keys.ts';

/** One azure-wi webhook as the API server has it configured. */
export interface WebhookEntry {
  /** Name of the MutatingWebhookConfiguration. */
  readonly configuration: string;
  readonly createdAt: string;
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly service?: { readonly namespace: string; readonly name: string };
  readonly hasCaBundle: boolean;
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
      configurations.flatMap(({ metadata, webhooks }) =>
        (webhooks ?? [])
          .filter(({ name }) => name === webhookName)
          .map(
            ({ failurePolicy, clientConfig, objectSelector, namespaceSelector }): WebhookEntry => ({
              configuration: metadata.name,
              createdAt: metadata.creationTimestamp ?? '',
              failurePolicy: failurePolicy === 'Ignore' ? 'Ignore' : 'Fail',
              ...(clientConfig.service === undefined ? {} : { service: clientConfig.service }),
              hasCaBundle: (clientConfig.caBundle ?? '') !== '',
              ...(objectSelector === undefined ? {} : { objectSelector }),
              ...(namespaceSelector === undefined ? {} : { namespaceSelector }),
            }),
          ),
      ),
    );
  },
});

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
