/** What `bind` would be told of a finding, from what the doctor asked anyway. */
import { isObjectType } from '../evidence/listed-objects.ts';
import { mountParameters } from '../evidence/mount-parameters.ts';
import { mounts } from '../evidence/mounts.ts';
import type { World } from '../evidence/question.ts';
import type { Login, Owner, Target, VaultObject, VaultObjectType } from '../evidence/subject.ts';
import { roleThatReads, standardRole } from '../evidence/vault-access.ts';
import type { AnySubject } from '../chain/run.ts';
import type { Binding } from '../problems/bind-offer.ts';
import { matchesGrammar } from '../problems/step.ts';
import type { TargetReport } from '../report/report.ts';

/** What a SecretProviderClass says of its vault, as far as it can be read. */
interface MountedVault {
  readonly mount: string;
  readonly vault?: string;
  readonly types: readonly VaultObjectType[];
}

export interface KnownOfTarget {
  readonly owner: Owner;
  readonly logins: readonly Login[];
  readonly identities: readonly TargetReport['identities'][number][];
  readonly vaults: readonly VaultObject[];
  readonly mounted: readonly MountedVault[];
}

/** Vault and kinds of objects of each class that the target mounts. */
export async function mountedVaults(target: Target, world: World): Promise<readonly MountedVault[]> {
  const found = await world.get(mounts, target);
  return Promise.all((found.state === 'known' ? found.value : []).map((mount) => mountedVault(mount, world)));
}

async function mountedVault({ id, namespace, secretProviderClass, overrides }: { readonly id: string; readonly namespace: string; readonly secretProviderClass: string; readonly overrides: { readonly [parameter: string]: string } }, world: World): Promise<MountedVault> {
  const given = await world.get(mountParameters, { namespace, name: secretProviderClass, overrides });
  if (given.state !== 'known') return { mount: id, types: [] };
  const { vaultName, objects } = given.value;
  return {
    mount: id,
    ...(matchesGrammar(vaultName, 'vault-name') ? { vault: vaultName.toLowerCase() } : {}),
    types: objects.state === 'listed' ? objects.objects.map(({ type }) => type).filter(isObjectType) : [],
  };
}

/** Of the login, the mount and the vault that were judged, else of the only ones there are; undefined where bind is not what mends it. */
export function bindingOf({ podGroup, login, mount: judged, vaultObject }: AnySubject, { owner, logins: used, identities, vaults, mounted }: KnownOfTarget): Binding | undefined {
  const who = login ?? (judged === undefined ? only(used) : used.find(({ mounts: served }) => served.includes(judged.id)));
  // a client id that the template sets is not the account's to say
  if (who?.ownClientId === true) return undefined;
  const mount = judged ?? who?.mount;
  const ofMount = mounted.find((one) => one.mount === mount?.id);
  const { clientId } = who ?? {};
  // the driver has an audience of its own, whatever the class asks for
  const audience = mount === undefined ? who?.audience : undefined;
  const kind = identities.find((one) => one.clientId === clientId?.value)?.kind;
  const vault = vaultObject?.vaultName ?? (mount === undefined ? only(vaults)?.vaultName : ofMount?.vault);
  const role = roleThatReads(ofMount?.types ?? []);
  return {
    owner,
    ...(podGroup?.current === false ? { formerPods: true } : {}),
    ...(clientId === undefined ? {} : { clientId: clientId.value }),
    ...(kind === undefined ? {} : { kind }),
    ...(audience === undefined ? {} : { audience: audience.value }),
    ...(vault === undefined ? {} : { vault }),
    ...(role === standardRole ? {} : { role }),
    ...(mount === undefined ? {} : { csi: mount.secretProviderClass }),
  };
}

function only<T>(all: readonly T[]): T | undefined {
  return all.length === 1 ? all[0] : undefined;
}
