import type { AzureRight, ClusterRight } from '../../evidence/right.ts';
import { webhookConfigName, webhookDeploymentName } from '../../evidence/webhook.ts';
import { secretsStoreDriver } from '../../evidence/workload-identity-keys.ts';
import type { Command } from '../command.ts';
import { outputFlag, printDocument } from '../output-flag.ts';
import { usedRights, type UsedRight } from '../rights.ts';
import { UsageError } from '../usage-error.ts';

const dnsName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export const rbac: Command = {
  name: 'rbac',
  summary: 'Print the rights that the doctor uses',
  usage: '[flags]',
  description: [
    'A Role for the namespace and a ClusterRole for what is not in one, ready for kubectl apply, and the Azure rights as a comment. ' +
      'Without the ClusterRole, or without a right of it, the doctor says what it could not see, and still proves the chain by using it.',
    'Powerful rights are marked: whoever may create a token of a service account can act as it, and whoever may create pods, or add a container to one, can run what they like in it. --read-only leaves them out.',
  ],
  examples: [
    { comment: 'For one service account of one namespace', line: 'rbac -n shop --service-account orders' },
    { comment: 'Give it to a group', line: 'rbac -n shop | kubectl apply -f -' },
  ],
  flags: [
    outputFlag('yaml', 'json'),
    { name: 'namespace', short: 'n', value: 'NAME', valuesFrom: 'namespace', summary: 'namespace of the Role', standard: 'default' },
    { name: 'service-account', value: 'NAME', valuesFrom: 'serviceaccount', repeated: true, summary: 'narrow token creation to this service account; may be repeated' },
    { name: 'logs', summary: 'with what doctor --logs uses: get pods/log, in the ClusterRole for webhook and driver' },
    { name: 'from', value: 'WHERE', choices: ['local', 'pod'], summary: 'pod: with the rights that doctor --from=pod uses: add a container to a pod, and read its log', standard: 'local' },
    { name: 'read-only', summary: 'leave out the powerful rights' },
  ],

  async run(parsed, host) {
    const namespace = parsed.value('namespace') ?? 'default';
    const accounts = parsed.values('service-account');
    for (const [flag, name] of [['--namespace', namespace], ...accounts.map((account) => ['--service-account', account] as const)] as const) {
      if (!dnsName.test(name)) throw new UsageError(`${flag}: "${name}" is no name of a Kubernetes object`);
    }
    const used = usedRights({ logs: parsed.on('logs'), fromPod: parsed.value('from') === 'pod' }).filter(({ right }) => !parsed.on('read-only') || right.power === 'read');
    const objects = [roleOf(used, namespace, accounts), clusterRoleOf(used, namespace)];
    if (parsed.value('output') === 'json') {
      host.stdout.write(await printDocument({ apiVersion: 'v1', kind: 'List', items: objects }, 'json'));
      return 0;
    }
    const documents = await Promise.all(objects.map((object) => printDocument(object, 'yaml')));
    host.stdout.write(`${comments(used, namespace)}${documents.join('---\n')}`);
    return 0;
  },
};

function clusterRights(used: readonly UsedRight[], scope: ClusterRight['scope']): readonly ClusterRight[] {
  return used.flatMap(({ right }) => (right.where === 'cluster' && right.scope === scope ? right : []));
}

function ruleOf(right: ClusterRight, names: readonly string[]): Rule {
  const resources = right.resource.split(',').map((resource) => (right.subresource === undefined ? resource : `${resource}/${right.subresource}`));
  return { apiGroups: [right.group], resources, verbs: [right.verb], ...(right.nameable === undefined || names.length === 0 ? {} : { resourceNames: names }) };
}

/** Rules on equal objects are one rule with all their verbs. */
function merged(rules: readonly Rule[]): Rule[] {
  const byObject = new Map<string, Rule>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.apiGroups, rule.resources, rule.resourceNames]);
    const earlier = byObject.get(key);
    byObject.set(key, { ...rule, verbs: [...new Set([...(earlier?.verbs ?? []), ...rule.verbs])] });
  }
  return [...byObject.values()];
}

function roleOf(used: readonly UsedRight[], namespace: string, accounts: readonly string[]): unknown {
  const rules = clusterRights(used, 'namespace').map((right) => ruleOf(right, right.nameable === 'service-account' ? accounts : []));
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'kubectl-wi-doctor', namespace }, rules: merged(rules) };
}

function clusterRoleOf(used: readonly UsedRight[], namespace: string): unknown {
  const names = { namespace: [namespace], webhook: [webhookDeploymentName], 'webhook-config': [webhookConfigName], 'csi-driver': [secretsStoreDriver], 'service-account': [] };
  const rules = clusterRights(used, 'cluster').map((right) => ruleOf(right, right.nameable === undefined ? [] : names[right.nameable]));
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: `kubectl-wi-doctor-${namespace}` }, rules: merged(rules) };
}

function comments(used: readonly UsedRight[], namespace: string): string {
  const powerful = used.flatMap(({ right, usedBy }) => (right.where === 'cluster' && right.power === 'powerful' ? [{ right, usedBy }] : []));
  const azure = used.flatMap(({ right }) => (right.where === 'azure' ? right : []));
  return [
    '# Rights that the doctor uses. Bind them with:',
    `#   kubectl create rolebinding kubectl-wi-doctor -n ${namespace} --role=kubectl-wi-doctor --group=GROUP`,
    `#   kubectl create clusterrolebinding kubectl-wi-doctor-${namespace} --clusterrole=kubectl-wi-doctor-${namespace} --group=GROUP`,
    ...powerful.map(({ right, usedBy }) => `# powerful: ${right.verb} ${right.resource}${right.subresource === undefined ? '' : `/${right.subresource}`}, for ${usedBy.join(', ')}`),
    ...azure.map((right: AzureRight) => `# Azure: ${right.action} (${right.carriedBy})`),
    '',
  ].join('\n');
}
