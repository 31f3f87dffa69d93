/** The federated identity credential: issuer, subject and audience, each byte for byte. */
import { guid } from '../random.ts';
import type { Random } from '../random.ts';
import { everySlip, slipped } from '../bytes.ts';
import { became, type Fault } from '../fault.ts';
import type { Draft, World } from '../world.ts';
import { audience, clientId, issuer, otherClientId, subject } from '../../../../src/sandbox/scenarios/shop.ts';
import type { FederatedCredentialState } from '../../../../src/sandbox/scenario.ts';

type Credential = Draft<FederatedCredentialState>;

function credentialLists(world: World): Credential[][] {
  const holders = [...(world.azure.identities ?? []).filter((one) => one.clientId === clientId || one.clientId === otherClientId), ...(world.azure.applications ?? [])];
  return holders.map(({ federatedCredentials }) => federatedCredentials);
}

function matching(world: World): Credential[] {
  return credentialLists(world).flatMap((list) => list.filter((one) => one.issuer === issuer && one.subject === subject && one.audiences.includes(audience)));
}

/** The same in each credential of the account, where the world has two identities on purpose. */
function everyCredential(name: string, change: (credential: Credential, random: Random) => string): Fault {
  return {
    name: `credential: ${name}`,
    links: ['federated-credential'],
    break: (world, random) => {
      const [first, ...more] = matching(world);
      if (first === undefined) return undefined;
      const said = change(first, random);
      for (const credential of more) {
        for (const key of Object.keys(credential)) delete (credential as Partial<Credential>)[key as keyof Credential];
        Object.assign(credential, structuredClone(first));
      }
      return said;
    },
  };
}

const slips = everySlip.flatMap((slip): readonly Fault[] => [
  everyCredential(`subject, ${slip}`, (credential, random) => became(subject, (credential.subject = slipped(random, subject, slip)))),
  everyCredential(`issuer, ${slip}`, (credential, random) => became(issuer, (credential.issuer = slipped(random, issuer, slip)))),
  everyCredential(`audience, ${slip}`, (credential, random) => {
    const changed = slipped(random, audience, slip);
    credential.audiences = [changed];
    return became(audience, changed);
  }),
]);

export const credentialFaults: readonly Fault[] = [
  ...slips,
  everyCredential('subject of another account', (credential, random) => became(subject, (credential.subject = `system:serviceaccount:shop:${random.pick(['default', 'payments', 'order', 'orders-api'])}`))),
  everyCredential('subject of another namespace', (credential, random) => became(subject, (credential.subject = `system:serviceaccount:${random.pick(['default', 'shop-dev', 'kube-system'])}:orders`))),
  everyCredential('subject with a wildcard', (credential, random) => became(subject, (credential.subject = random.pick(['system:serviceaccount:shop:*', 'system:serviceaccount:*:orders', '*'])))),
  everyCredential('issuer of another cluster', (credential, random) => became(issuer, (credential.issuer = `https://westeurope.oic.prod-aks.azure.com/${guid(random)}/${guid(random)}/`))),
  everyCredential('issuer over http', (credential) => became(issuer, (credential.issuer = issuer.replace('https:', 'http:')))),
  everyCredential('audience of another use', (credential, random) => {
    const other = random.pick(['api://AzureADTokenExchangeUSGov', 'https://kubernetes.default.svc', 'sts.amazonaws.com', 'api://AzureADTokenExchangeChina']);
    credential.audiences = [other];
    return became(audience, other);
  }),
  everyCredential('an expression instead of the subject', (credential) => {
    delete credential.subject;
    credential.claimsMatchingExpression = { value: "claims['sub'] matches 'system:serviceaccount:shop:*'", languageVersion: 1 };
    return 'claimsMatchingExpression';
  }),
  {
    name: 'credential: not there',
    links: ['federated-credential'],
    break: (world) => {
      const gone = matching(world);
      if (gone.length === 0) return undefined;
      for (const list of credentialLists(world)) list.splice(0, Infinity, ...list.filter((one) => !gone.includes(one)));
      return 'deleted';
    },
  },
];
