import { isManagedHsm, privateLinkVaultOf } from '../../evidence/cloud-hosts.ts';
import { logins } from '../../evidence/logins.ts';
import { mounts } from '../../evidence/mounts.ts';
import { namedVaults } from '../../evidence/vault.ts';
import { kvForeignHost } from '../../problems/key-vault/kv-foreign-host.ts';
import { kvPrivatelinkNameUsed } from '../../problems/key-vault/kv-privatelink-name-used.ts';
import { answer, defineCheck, fail, ok, skip, warn } from '../check.ts';

export const knownHost = defineCheck({
  id: 'key-vault/known-host',
  title: 'the vaults that the pod names are hosts of Key Vault',
  each: 'target',
  reads: [namedVaults, answer(logins), answer(mounts)],
  problems: [kvForeignHost, kvPrivatelinkNameUsed],
  run([{ objects, foreign }, used, mounted], { wishes }) {
    if (wishes.scope !== undefined) return skip('--scope names another resource');
    for (const { host, origin } of foreign) {
      const vault = privateLinkVaultOf(host);
      if (vault !== undefined) return fail(kvPrivatelinkNameUsed, { host, vault, origin });
    }
    const first = foreign.find(({ host }) => !isManagedHsm(host));
    if (first !== undefined) return warn(kvForeignHost, first);
    const ofDriver = mounted.state === 'known' && mounted.value.length > 0;
    const [hsm] = foreign;
    if (hsm !== undefined && objects.length === 0) return skip(`${hsm.host} is a Managed HSM, which has keys and roles of its own`);
    if (objects.length === 0) return skip(ofDriver ? 'no object of the SecretProviderClass can be read' : 'no vault named: add --vault NAME --secret NAME');
    // the row must not say ok for a vault that nobody read
    if (!wishes.exchange) return skip('--no-exchange');
    if (!wishes.read) return skip('--no-read');
    const signedIn = used.state !== 'known' || objects.some(({ mount }) => mount === undefined || used.value.some(({ mounts: own }) => own.includes(mount)));
    if (!signedIn) return skip('there is no login to read them with');
    const silent = objects.find(({ secretName }) => secretName === undefined);
    if (silent !== undefined && objects.every(({ secretName }) => secretName === undefined)) {
      return skip(`${silent.vaultName} is named, but no secret: add --vault ${silent.vaultName} --secret NAME`);
    }
    return ok();
  },
});
