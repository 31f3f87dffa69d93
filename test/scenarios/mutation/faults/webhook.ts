/** The webhook, as it was when the pods were made. */
import { guid, otherDigit } from '../random.ts';
import type { Random } from '../random.ts';
import { slipped } from '../bytes.ts';
import { became, type Fault } from '../fault.ts';
import { entersBy, isBarePod, namesTenant, templateOf, webhookOf, type Draft, type World } from '../world.ts';
import { audience, otherTenantId } from '../../../../src/sandbox/scenarios/shop.ts';
import type { WebhookState } from '../../../../src/sandbox/scenario.ts';

function ofWebhook(name: string, links: Fault['links'], change: (webhook: Draft<WebhookState>, random: Random, world: World) => string | undefined): Fault {
  return {
    name: `webhook: ${name}`,
    links,
    break: (world, random) => {
      const webhook = webhookOf(world);
      return webhook === undefined || entersBy(world, 'csi') ? undefined : change(webhook, random, world);
    },
  };
}

/** One that lets no pod be made, where something other than this test makes the pods. */
function ofRefusing(name: string, change: (webhook: Draft<WebhookState>, random: Random, world: World) => string | undefined): Fault {
  return ofWebhook(name, ['webhook'], (webhook, random, world) => (isBarePod(world) ? undefined : change(webhook, random, world)));
}

export const webhookFaults: readonly Fault[] = [
  ofWebhook('not installed', ['webhook'], (_, _random, { cluster }) => {
    cluster.steps = cluster.steps.filter((step) => step.do !== 'webhook');
    return 'absent';
  }),
  ofWebhook('without its configuration', ['webhook'], (webhook) => {
    webhook.unconfigured = true;
    return 'unconfigured';
  }),
  ofRefusing('server', (webhook, random) => (webhook.server = random.pick(['down', 'silent', 'untrusted', 'plain']))),
  ofWebhook('server, failing open', ['webhook'], (webhook, random) => {
    webhook.failurePolicy = 'Ignore';
    return (webhook.server = random.pick(['down', 'silent', 'untrusted', 'plain']));
  }),
  ofWebhook('namespaces', ['webhook'], (webhook, random) => {
    webhook.namespaceSelector = random.pick([{ matchLabels: { 'azure-workload-identity': 'enabled' } }, { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop'] }] }]);
    return JSON.stringify(webhook.namespaceSelector);
  }),
  ofWebhook('objects', ['webhook'], (webhook, random) => {
    webhook.objectSelector = random.pick([{ matchLabels: { 'azure.workload.identity/use': 'yes' } }, { matchLabels: { 'azure.workload.identity/inject': 'true' } }]);
    return JSON.stringify(webhook.objectSelector);
  }),
  // tenant of the cluster, and home of the identity: one of them is wrong
  ofWebhook('tenant', ['webhook', 'identity'], (webhook, random, world) => {
    if (namesTenant(world)) return undefined;
    return became(webhook.tenantId, (webhook.tenantId = random.pick([otherTenantId, guid(random), otherDigit(random, webhook.tenantId)])));
  }),
  ofRefusing('no tenant', (webhook, _, world) => {
    if (namesTenant(world)) return undefined;
    webhook.tenantId = '';
    // it does not start without one
    webhook.server = 'down';
    return 'empty';
  }),
  ofWebhook('cloud', ['webhook', 'exchange'], (webhook, random) => (webhook.environment = random.pick(['AzureUSGovernmentCloud', 'AzureChinaCloud']))),
  // what the webhook writes into the pods is what the token says
  ofWebhook('audience', ['webhook', 'token'], (webhook, random, world) => {
    // a volume of the template's own has an audience of its own
    if (JSON.stringify(templateOf(world)?.spec.volumes ?? []).includes('serviceAccountToken')) return undefined;
    return (webhook.audience = random.pick(['api://AzureADTokenExchangeUSGov', slipped(random, audience, 'another byte'), slipped(random, audience, 'the other case')]));
  }),
  // seen at the pods, whose mounts somebody took
  ofWebhook('mounts taken afterwards', ['webhook', 'pod'], (webhook) => {
    webhook.afterwards = 'mounts-taken';
    return 'mounts-taken';
  }),
];
