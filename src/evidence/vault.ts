import type { VaultReadAnswer } from '../azure/port.ts';
import type { Secret } from '../wire/secret.ts';
import { known, unknown, type Answer } from './answer.ts';
import { answerId } from './answer-id.ts';
import { accessToken, exchange as exchangeQuestion, exchangeKeyOf, type ExchangeKey } from './exchange.ts';
import { secretVariable, valueOf, vaultVariable } from './pod-shape.ts';
import { podGroups } from './pods.ts';
import { originOf } from './csi-logins.ts';
import { isObjectName, isObjectType } from './listed-objects.ts';
import { mountParameters } from './mount-parameters.ts';
import { mounts } from './mounts.ts';
import { defineQuestion, type World } from './question.ts';
import type { Container, Mount, Target, TargetSubject, VaultObject, VaultObjectSubject, VaultObjectType } from './subject.ts';
import { authorityHostVariable } from './workload-identity-keys.ts';
import { isVaultName, vaultHostOf, vaultNameOf } from './cloud-hosts.ts';
import { workload } from './workload.ts';

/** A vault-like address in the env of a container that lies under no vault suffix: nothing is sent there. */
export interface ForeignVault {
  readonly host: string;
  readonly origin: string;
}

export interface NamedVaults {
  readonly objects: readonly VaultObject[];
  readonly foreign: readonly ForeignVault[];
}

type VaultsKey = { readonly target: Target; readonly vaultHost: string | null; readonly secretName: string | null };

/** Vaults and secrets that a flag or the containers' env name (`design.md` §6.4). */
export const namedVaults = defineQuestion({
  name: 'named vaults',
  rights: [],
  key: ({ target, wishes }: TargetSubject): VaultsKey => ({
    target,
    vaultHost: wishes.vaultHost ?? null,
    secretName: wishes.secretName ?? null,
  }),
  async ask({ target, vaultHost, secretName }, world): Promise<Answer<NamedVaults>> {
    if (vaultHost !== null) {
      const vaultName = vaultNameOf(vaultHost) ?? vaultHost;
      return known({ objects: [{ vaultHost, vaultName, type: 'secret', ...(secretName === null ? {} : { secretName }), origin: '--vault' }], foreign: [] });
    }
    const owning = await world.need(workload, target);
    const groups = await world.get(podGroups, target);
    const shapes = groups.state === 'known' && groups.value.length > 0 ? groups.value.map(({ shape }) => shape) : owning.template === undefined ? [] : [owning.template];
    const found = shapes.flatMap(({ containers }) => containers.flatMap((container) => vaultsOfContainer(container, secretName)));
    const listed = shapes.some(({ secretsStoreVolumes }) => secretsStoreVolumes.length > 0) ? await listedObjects(target, world) : [];
    return known({ objects: distinct([...found.flatMap(({ object }) => object ?? []), ...listed]), foreign: distinct(found.flatMap(({ foreign }) => foreign ?? [])) });
  },
});

/** What the provider reads for the target's mounts, as far as it could be found. */
async function listedObjects(target: Target, world: World): Promise<readonly VaultObject[]> {
  const found = await world.need(mounts, target);
  const objects = await Promise.all(found.map((mount) => objectsOfMount(mount, world)));
  return objects.flat();
}

async function objectsOfMount(mount: Mount, world: World): Promise<readonly VaultObject[]> {
  const given = await world.get(mountParameters, { namespace: mount.namespace, name: mount.secretProviderClass, overrides: mount.overrides });
  if (given.state !== 'known' || given.value.objects.state !== 'listed' || !isVaultName(given.value.vaultName)) return [];
  const { vaultName, authority, objects } = given.value;
  if (authority === undefined || authority === 'own') return [];
  return objects.objects.flatMap(({ name, type, version }): VaultObject[] =>
    isObjectType(type) && isObjectName(name)
      ? [
          {
            vaultHost: vaultHostOf(vaultName, authority),
            vaultName: vaultName.toLowerCase(),
            type,
            secretName: name,
            ...(version === '' ? {} : { version }),
            origin: originOf(mount, 'objects'),
            mount: mount.id,
          },
        ]
      : [],
  );
}

interface Found {
  readonly object?: VaultObject;
  readonly foreign?: ForeignVault;
}

function vaultsOfContainer(container: Container, wished: string | null): readonly Found[] {
  const authority = valueOf(container, authorityHostVariable) ?? '';
  const found = container.variables.flatMap(({ name, value }) => vaultOfVariable(container.name, authority, name, value ?? ''));
  const named = wished ?? container.variables.find(({ name, value }) => secretVariable.test(name) && value !== undefined && value !== '')?.value;
  const vaults = new Set(found.flatMap(({ object }) => object?.vaultHost ?? []));
  // which of several vaults the secret is in, the env does not say
  const shared = vaults.size === 1 ? named : undefined;
  return found.map(({ object, ...rest }) => {
    if (object === undefined) return rest;
    const secretName = object.secretName ?? shared;
    return { object: { ...object, ...(secretName === undefined ? {} : { secretName }) } };
  });
}

function vaultOfVariable(container: string, authority: string, name: string, value: string): readonly Found[] {
  if (value === '' || !vaultVariable.test(name)) return [];
  const origin = `env ${name} of container ${container}`;
  const url = /^https?:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  const host = url?.hostname ?? (vaultNameOf(value) === undefined ? undefined : value.toLowerCase());
  if (host === undefined) {
    if (!/(VAULT|NAME)$/.test(name) || !isVaultName(value)) return [];
    return [{ object: { vaultHost: vaultHostOf(value, authority), vaultName: value.toLowerCase(), type: 'secret', origin, container } }];
  }
  const vaultName = vaultNameOf(host);
  if (vaultName === undefined) return name.startsWith('VAULT_') ? [] : [{ foreign: { host, origin } }];
  const [, secretName, version] = /^\/secrets\/([0-9A-Za-z-]{1,127})(?:\/([0-9a-f]{32}))?(?:\/|$)/.exec(url?.pathname ?? '') ?? [];
  return [{ object: { vaultHost: host, vaultName, type: 'secret', ...(secretName === undefined ? {} : { secretName }), ...(version === undefined ? {} : { version }), origin, container } }];
}

function distinct<V>(values: readonly V[]): readonly V[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}

/** What the vault answered; of what it gave also whether it is past its dates by this machine's clock, or before them. */
export type VaultRead = (VaultReadAnswer & { readonly result: 'refused' }) | (VaultReadAnswer & { readonly result: 'read'; readonly outOfDate?: 'early' | 'expired' });

type ReadKey = { readonly exchange: ExchangeKey; readonly vaultHost: string; readonly type: VaultObjectType; readonly secretName: string | null; readonly version: string | null; readonly asked: boolean };

/** Key Vault GET with the workload's own access token; the value is dropped as it arrives. */
export const vaultRead = defineQuestion({
  name: 'vault read',
  rights: [],
  uses: [accessToken],
  key: (subject: VaultObjectSubject): ReadKey => ({
    exchange: exchangeKeyOf(subject),
    vaultHost: subject.vaultObject.vaultHost,
    type: subject.vaultObject.type,
    secretName: subject.vaultObject.secretName ?? null,
    version: subject.vaultObject.version ?? null,
    asked: subject.wishes.read,
  }),
  async ask({ exchange, vaultHost, type, secretName, version, asked }, world): Promise<Answer<VaultRead>> {
    if (!asked) return unknown({ reason: 'not-asked', needs: 'a run without --no-read' });
    if (secretName === null) return unknown({ reason: 'not-asked', needs: 'the name of a secret: --secret NAME' });
    if (!exchange.asked) return unknown({ reason: 'not-asked', needs: 'a run without --no-exchange' });
    // the vault is asked for its challenge while the exchange is under way
    const given = world.get(accessToken, exchange);
    const accessTokenToCome = given.then(tokenOf);
    // a read that ends before it is asked for the token leaves it unused
    accessTokenToCome.catch(() => undefined);
    const reading = world.azure.readSecret({ vaultHost, type, secretName, ...(version === null ? {} : { version }), accessToken: accessTokenToCome });
    // where there is no token, what became of the challenge is of no interest
    reading.catch(() => undefined);
    const exchanged = await given;
    if (exchanged.state !== 'known') await world.need(exchangeQuestion, exchange);
    if (exchanged.state !== 'known' || exchanged.value.token === undefined) {
      return unknown({ reason: 'blocked', needs: 'an access token', waitedFor: [answerId(exchangeQuestion, exchange)] });
    }
    return known(dated(await reading, world.clock.now()));
  },
});

function dated(answer: VaultReadAnswer, now: Date): VaultRead {
  if (answer.result === 'refused') return answer;
  const { expiresOn, notBefore } = answer;
  if (expiresOn !== undefined && Date.parse(expiresOn) < now.getTime()) return { ...answer, outOfDate: 'expired' };
  if (notBefore !== undefined && Date.parse(notBefore) > now.getTime()) return { ...answer, outOfDate: 'early' };
  return answer;
}

function tokenOf(given: Answer<{ readonly token?: Secret }>): Secret {
  if (given.state !== 'known' || given.value.token === undefined) throw new Error('no access token');
  return given.value.token;
}

/** Which version is current of an object that is named by an older one; asked only where a version is named. */
export const currentVersion = defineQuestion({
  name: 'current version',
  rights: [],
  uses: [vaultRead],
  key: (subject: VaultObjectSubject) => vaultRead.key(subject),
  async ask(key, world): Promise<Answer<{ readonly version?: string }>> {
    if (key.version === null) return known({});
    const current = await world.get(vaultRead, { ...key, version: null });
    return known(current.state === 'known' && current.value.result === 'read' && current.value.version !== undefined ? { version: current.value.version } : {});
  },
});

/** Whether a refused object of this name lies in the vault as another type; asked only of what a class lists. */
export const vaultReadAsOther = defineQuestion({
  name: 'vault read as another type',
  rights: [],
  uses: [vaultRead],
  key: (subject: VaultObjectSubject) => ({ read: vaultRead.key(subject), listed: subject.vaultObject.mount !== undefined }),
  async ask({ read: key, listed }, world): Promise<Answer<{ readonly type?: VaultObjectType }>> {
    if (!listed) return known({});
    const others = (['secret', 'key', 'cert'] as const).filter((type) => type !== key.type);
    // a version is of one type alone
    const reads = await Promise.all(others.map(async (type) => ({ type, read: await world.get(vaultRead, { ...key, type, version: null }) })));
    const found = reads.find(({ read }) => read.state === 'known' && read.value.result === 'read');
    return known(found === undefined ? {} : { type: found.type });
  },
});
