import type { Owner } from '../../evidence/subject.ts';
import { podCount, recreatePods, identityBindingCommands } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { az, note, word } from '../step.ts';

export interface IbWebhookTooOld {
  readonly owner: Owner;
  readonly pods: readonly string[];
  /** Of the webhook, where it could be read. */
  readonly version?: string;
}

export const ibWebhookTooOld = defineProblem<IbWebhookTooOld>({
  code: 'WI921',
  name: 'ib-webhook-too-old',
  link: 'webhook',
  title: 'The webhook does nothing for the annotation of identity bindings',
  brief: 'knows nothing of identity bindings',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'fic-none' }, { problem: 'fic-issuer-mismatch' }, { problem: 'fic-subject-mismatch' }],
  what: ({ pods }) => `${podCount(pods)} ask for an identity binding, and got a token for Entra instead of the proxy of the cluster`,
  why: () => 'The webhook knows the annotation since 1.6.0-alpha.1, and acts on it once AKS has told it of the proxy: the feature is registered, the cluster has an identity binding of its own, and its API server is not integrated into a virtual network. Until then the pods go to Entra directly, where the credential of a binding does not fit.',
  evidence: ({ version }) => [
    { label: 'annotation', value: 'azure.workload.identity/use-identity-binding: true' },
    { label: 'webhook', value: version ?? 'version not read' },
    { label: 'AZURE_KUBERNETES_TOKEN_PROXY', value: 'not set' },
  ],
  fix: ({ owner, pods }) => [
    identityBindingCommands(),
    az('see the bindings of this cluster', 'aks', 'identity-binding', 'list', '-g', word(undefined, 'resource-name', 'resource-group'), '--cluster-name', word(undefined, 'resource-name', 'cluster'), '-o', 'table'),
    az('without one: create it', 'aks', 'identity-binding', 'create', '-g', word(undefined, 'resource-name', 'resource-group'), '--cluster-name', word(undefined, 'resource-name', 'cluster'), '-n', word(undefined, 'resource-name', 'new-binding'), '--managed-identity-resource-id', word(undefined, 'resource-id', 'identity-resource-id')),
    az('see whether the API server is integrated into a virtual network, which excludes bindings', 'aks', 'show', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'), '--query', 'apiServerAccessProfile.enableVnetIntegration'),
    ...recreatePods(owner, pods),
    note('Where there can be no binding: take the annotation away, and use plain workload identity.'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7c9f-abcde', 'orders-7c9f-fghij'], version: 'v1.5.1' },
});
