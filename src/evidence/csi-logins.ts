import { createHash } from 'node:crypto';
import { csiDriver } from './csi-driver.ts';
import { mountParameters, type MountParameters } from './mount-parameters.ts';
import { mounts } from './mounts.ts';
import { podGroups } from './pods.ts';
import type { World } from './question.ts';
import { serviceAccount } from './service-account.ts';
import type { Login, Mount, PodGroup, Sourced, Target } from './subject.ts';
import { lifetimeOf } from './token.ts';
import { isVaultName } from './cloud-hosts.ts';
import { bindingAudience, defaultAudience, secretsStoreDriver } from './workload-identity-keys.ts';

/** What the kubelet asks for where the driver's entry names no lifetime. */
const defaultSeconds = 3600;

/**
 * How the Azure provider signs in for the target's mounts, one login for mounts that sign in alike.
 *
 * It takes the client id and tenant of the class, and the token of the pod's own service account; neither webhook nor
 * annotation has a part in it.
 */
export async function csiLogins(target: Target, many: boolean, world: World): Promise<readonly Login[]> {
  const [found, groups] = await Promise.all([world.need(mounts, target), world.get(podGroups, target)]);
  const seen = groups.state === 'known' ? groups.value : [];
  const logins = await Promise.all(found.map((mount) => loginOf(mount, seen, many, world)));
  const byId = new Map<string, Login>();
  for (const login of logins) {
    if (login === undefined) continue;
    const earlier = byId.get(login.id);
    byId.set(login.id, earlier === undefined ? login : together(earlier, login));
  }
  return [...byId.values()];
}

async function loginOf(mount: Mount, groups: readonly PodGroup[], many: boolean, world: World): Promise<Login | undefined> {
  const given = await world.get(mountParameters, { namespace: mount.namespace, name: mount.secretProviderClass, overrides: mount.overrides });
  if (given.state !== 'known') return undefined;
  const { identity } = given.value;
  if (mount.serviceAccount === '') return undefined;
  // these sign in as the node, or by a daemon that is no more: what a client id would do says nothing of them
  if (identity.mode === 'useVMManagedIdentity' || (given.value.clientId === '' && mount.secretRef !== undefined)) return undefined;
  const driver = await world.get(csiDriver, { name: secretsStoreDriver });
  const audience = identity.mode === 'useAzureTokenProxy' ? bindingAudience : defaultAudience;
  const request = driver.state === 'known' ? driver.value.tokenRequests.find((one) => one.audience === audience) : undefined;
  const clientId = await clientIdOf(mount, given.value, world);
  if (clientId === undefined) return undefined;
  const reaches = driver.state === 'absent' || (driver.state === 'known' && request === undefined) ? false : mount.readOnly && reachesSignIn(given.value);
  const newest = groups.find(({ id }) => mount.podGroups.includes(id))?.newest;
  const { tenantId, authority } = given.value;
  const untried = whyUntried(given.value);
  const login: Omit<Login, 'id'> = {
    entrance: 'csi',
    mounts: [mount.id],
    mount,
    namespace: mount.namespace,
    serviceAccount: mount.serviceAccount,
    clientId,
    ...(tenantId === '' ? {} : { tenantId: { value: tenantId, origin: originOf(mount, given.value.tenantParameter) } }),
    authorityHost:
      authority === undefined || authority === 'own'
        ? { value: 'https://login.microsoftonline.com/', origin: 'the public cloud' }
        : { value: authority, origin: given.value.cloudName === '' ? 'the public cloud' : originOf(mount, 'cloudName') },
    audience: { value: audience, origin: `tokenRequests of csidriver/${secretsStoreDriver}` },
    siblings: [],
    ownClientId: false,
    ...(untried === undefined ? {} : { untried }),
    tokenSeconds: request?.expirationSeconds ?? defaultSeconds,
    podGroups: mount.podGroups,
    containers: [],
    ...(newest === undefined || many ? {} : { boundPod: { name: newest.name, uid: newest.uid } }),
    basis: reaches && mount.podGroups.length > 0 ? 'as-is' : 'after-mend',
  };
  return { ...login, id: idOf(login) };
}

/** The class's client id; where it names none, the one that the pod's account names for the webhook. */
async function clientIdOf(mount: Mount, { clientId }: MountParameters, world: World): Promise<Sourced | undefined> {
  if (clientId !== '') return { value: clientId, origin: originOf(mount, 'clientID') };
  const account = await world.get(serviceAccount, { namespace: mount.namespace, name: mount.serviceAccount });
  if (account.state !== 'known' || account.value.clientId === undefined) return undefined;
  return { value: account.value.clientId, origin: `annotation of serviceaccount/${mount.serviceAccount}` };
}

/** Where a parameter comes from: the pod's volume wins over the class. */
export function originOf(mount: Mount, name: string): string {
  return Object.hasOwn(mount.overrides, name) ? `${name} of volume ${mount.volume}` : `${name} of secretproviderclass/${mount.secretProviderClass}`;
}

/** Whether the provider comes as far as to sign in: it looks at these before (`seen-on-a-real-node.md`, order). */
function reachesSignIn({ identity, clientId, vaultName, tenantId, authority, objects }: MountParameters): boolean {
  if (identity.mode !== 'none' && identity.mode !== 'useAzureTokenProxy') return false;
  return clientId !== '' && isVaultName(vaultName) && tenantId !== '' && authority !== undefined && objects.state === 'listed' && objects.objects.length > 0;
}

function whyUntried({ identity, authority, cloudName }: MountParameters): string | undefined {
  if (identity.mode === 'useAzureTokenProxy') return "the cluster's own proxy: the token of an identity binding goes there, not to Entra";
  if (authority === 'own') return `a run on the node: cloud ${cloudName} is described by a file there`;
  return authority === undefined ? `a cloud that there is: ${cloudName} is none` : undefined;
}

function together(one: Login, other: Login): Login {
  return {
    ...one,
    mounts: [...one.mounts, ...other.mounts],
    podGroups: [...new Set([...one.podGroups, ...other.podGroups])],
    basis: one.basis === 'as-is' || other.basis === 'as-is' ? 'as-is' : 'after-mend',
  };
}

function idOf({ namespace, serviceAccount: account, clientId, tenantId, authorityHost, audience, tokenSeconds, untried }: Omit<Login, 'id'>): string {
  const values = ['csi', namespace, account, clientId?.value, tenantId?.value, authorityHost.value, audience.value, lifetimeOf(tokenSeconds), untried];
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 12);
}
