import type { Target } from '../../evidence/subject.ts';
import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word, type Step } from '../step.ts';

export interface WebhookExcludedNs {
  readonly namespace: string;
  readonly owner: Target;
  /** Pods of today, which went past the webhook. */
  readonly pods: readonly string[];
  readonly configuration: string;
  readonly requirement: string;
  /** The label of the namespace that the requirement excludes. */
  readonly label: string;
  /** What AKS put into the selector: the key of each expression, and where it stands. */
  readonly ofAks: readonly { readonly at: number; readonly key: string }[];
}

/** Namespaces whose labels AKS writes itself. */
const namespacesOfAks = /^(kube-system|kube-public|kube-node-lease|gatekeeper-system|calico-system|tigera-operator|aks-\S+)$/;

/** Whoever reads a wrong place is stopped by the test, before anything is taken away. */
function withoutAks(ofAks: WebhookExcludedNs['ofAks']): string {
  const expressions = '/webhooks/0/namespaceSelector/matchExpressions';
  return JSON.stringify([
    ...ofAks.toReversed().flatMap(({ at, key }) => [
      { op: 'test', path: `${expressions}/${at}/key`, value: word(key, 'label-key', 'label') },
      { op: 'remove', path: `${expressions}/${at}` },
    ]),
    { op: 'add', path: '/metadata/labels/admissions.enforcer~1disabled', value: 'true' },
  ]);
}

function mend({ configuration, namespace, label, ofAks }: WebhookExcludedNs): readonly Step[] {
  const exempt = (title: string): Step => kubectl(title, 'patch', `mutatingwebhookconfiguration/${word(configuration, 'dns-name', 'configuration')}`, '--type', 'json', '-p', withoutAks(ofAks));
  if (namespacesOfAks.test(namespace)) {
    return [exempt('have AKS leave this webhook alone, and take out what it put in'), note('Or run the workload in a namespace of your own, where its requirement does not count.')];
  }
  return [
    kubectl('where nothing else needs the label: take it off the namespace', 'label', 'namespace', word(namespace, 'dns-name', 'namespace'), `${word(label, 'label-key', 'label')}-`),
    exempt('or, where the label has to stay: have AKS leave this webhook alone, and take out what it put in'),
  ];
}

export const webhookExcludedNs = defineProblem<WebhookExcludedNs>({
  code: 'WI209',
  name: 'webhook-excluded-ns',
  link: 'webhook',
  title: 'AKS keeps the webhook out of this namespace',
  brief: 'kept out of this namespace by AKS',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ namespace }) => `The AKS admissions enforcer keeps the webhook out of namespace ${namespace}`,
  why: ({ label, requirement }) =>
    `AKS adds requirements to the namespaceSelector of webhooks that customers install, so that they cannot touch its own namespaces. This namespace carries the label ${label}, and one of them asks for its absence (${requirement}).`,
  evidence: ({ requirement, configuration }) => [{ label: 'namespaceSelector', value: requirement, of: configuration }],
  fix: (data) => [...mend(data), ...recreatePods(data.owner, data.pods)],
  example: {
    owner: { kind: 'deployment', namespace: 'shop', name: 'orders' },
    pods: ['orders-7c9f-abcde'],
    namespace: 'shop',
    configuration: 'azure-wi-webhook-mutating-webhook-configuration',
    requirement: '!control-plane',
    label: 'control-plane',
    ofAks: [{ at: 0, key: 'control-plane' }],
  },
});
