/** The ServiceAccount and its annotations. */
import { guid, otherDigit } from '../random.ts';
import type { Random } from '../random.ts';
import { slipped } from '../bytes.ts';
import { became, type Fault } from '../fault.ts';
import { annotationsOf, isBarePod, labelsOf, objectOf, remove, type AnyObject, type World } from '../world.ts';
import { otherTenantId, principalId } from '../../../../src/sandbox/scenarios/shop.ts';

const clientIdKey = 'azure.workload.identity/client-id';
const tenantKey = 'azure.workload.identity/tenant-id';
const expirationKey = 'azure.workload.identity/service-account-token-expiration';

function ofAccount(name: string, links: Fault['links'], change: (account: AnyObject, random: Random, world: World) => string | undefined): Fault {
  return {
    name: `service account: ${name}`,
    links,
    break: (world, random) => {
      const account = objectOf(world, 'ServiceAccount');
      return account?.metadata.annotations?.[clientIdKey] === undefined ? undefined : change(account, random, world);
    },
  };
}

function ofClientId(name: string, links: Fault['links'], change: (before: string, random: Random) => string): Fault {
  return ofAccount(`client id, ${name}`, links, (account, random) => {
    const before = annotationsOf(account)[clientIdKey] ?? '';
    return became(before, (annotationsOf(account)[clientIdKey] = change(before, random)));
  });
}

export const serviceAccountFaults: readonly Fault[] = [
  // a client id in the right grammar that nobody has: the annotation could be wrong, or the identity be gone
  ofClientId('another digit', ['service-account', 'identity'], (before, random) => otherDigit(random, before)),
  ofClientId('of nobody', ['service-account', 'identity'], (_, random) => guid(random)),
  ofClientId('the object id', ['service-account', 'identity'], () => principalId),
  ofClientId('a byte less', ['service-account'], (before, random) => slipped(random, before, 'a byte less')),
  ofClientId('a byte twice', ['service-account'], (before, random) => slipped(random, before, 'a byte twice')),
  ofClientId('no hexadecimal digit', ['service-account'], (before, random) => slipped(random, before, 'another byte')),
  ofClientId('white space', ['service-account'], (before, random) => slipped(random, before, random.pick(['a space behind', 'a space before', 'a line break behind']))),
  ofClientId('a name instead', ['service-account'], (_, random) => random.pick(['id-orders', 'orders', '${CLIENT_ID}', '<client-id>'])),
  ofClientId('empty', ['service-account'], () => ''),
  ofAccount('client id, not there', ['service-account'], (account) => {
    delete annotationsOf(account)[clientIdKey];
    return 'deleted';
  }),
  ofAccount('client id, under another key', ['service-account'], (account, random) => {
    const annotations = annotationsOf(account);
    const key = random.pick(['azure.workload.identity/clientid', 'azure.workload.identity/client-ID', 'azure.workload.identity/client_id', 'azure.workload-identity/client-id', 'azure.workload.identity/client-i']);
    annotations[key] = annotations[clientIdKey] ?? '';
    delete annotations[clientIdKey];
    return key;
  }),
  ofAccount('client id, as a label', ['service-account'], (account) => {
    labelsOf(account)[clientIdKey] = annotationsOf(account)[clientIdKey] ?? '';
    delete annotationsOf(account)[clientIdKey];
    return 'label';
  }),
  ofAccount('tenant, another', ['service-account', 'identity'], (account, random) => (annotationsOf(account)[tenantKey] = random.pick([otherTenantId, guid(random)]))),
  ofAccount('tenant, empty', ['service-account'], (account) => {
    annotationsOf(account)[tenantKey] = '';
    return 'empty';
  }),
  ofAccount('tenant, no tenant', ['service-account'], (account, random) => (annotationsOf(account)[tenantKey] = random.pick(['contoso', '<tenant>', 'null', `${otherTenantId} `]))),
  // the webhook refuses the pods
  ofAccount('token expiration, out of bounds', ['service-account', 'webhook'], (account, random, world) => {
    if (isBarePod(world)) return undefined;
    return (annotationsOf(account)[expirationKey] = String(random.pick([0, 60, 600, 3599, 86_401, 604_800])));
  }),
  ofAccount('not there', ['service-account', 'pod'], (account, _, world) => {
    if (isBarePod(world) || world.command.some((word) => word.startsWith('serviceaccount/'))) return undefined;
    remove(world, account);
    return 'deleted';
  }),
];
