/** The cluster's issuer: its address, what it serves, and how tokens are signed. */
import { everySlip, slipped } from '../bytes.ts';
import { became, type Fault } from '../fault.ts';
import type { Random } from '../random.ts';
import type { Draft } from '../world.ts';
import { issuer } from '../../../../src/sandbox/scenarios/shop.ts';
import type { IssuerState } from '../../../../src/sandbox/scenario.ts';

function serving(name: string, serves: (random: Random) => Draft<IssuerState>['serves']): Fault {
  return {
    name: `issuer: ${name}`,
    links: ['issuer'],
    break: ({ azure }, random) => {
      const published = serves(random);
      azure.issuers = [...(azure.issuers ?? []), { issuer, serves: published }];
      return JSON.stringify(published);
    },
  };
}

function document(text: string): { readonly status: number; readonly body: string } {
  return { status: 200, body: JSON.stringify({ issuer: text, jwks_uri: `${issuer}openid/v1/jwks` }) };
}

export const issuerFaults: readonly Fault[] = [
  serving('nothing there', () => 'nothing'),
  serving('no keys', () => 'no-keys'),
  serving('other keys', () => 'other-keys'),
  serving('forged keys', () => 'forged-keys'),
  serving('not found', (random) => ({ status: random.pick([404, 410]) })),
  serving('not let in', (random) => ({ status: random.pick([401, 403, 409]), body: '<?xml version="1.0" encoding="utf-8"?><Error><Code>PublicAccessNotPermitted</Code></Error>' })),
  serving('no document', (random) => ({ status: 200, body: random.pick(['', '<html></html>', '[]', '{}', '{"issuer":']) })),
  ...everySlip.map((slip) => serving(`names itself otherwise, ${slip}`, (random) => document(slipped(random, issuer, slip)))),
  {
    name: 'issuer: keys at another address',
    links: ['issuer'],
    break: ({ azure }, random) => {
      const right = `${issuer}openid/v1/jwks`;
      let uri = right;
      // one slash more at the beginning is the same address
      while (URL.parse(uri)?.href === right) uri = slipped(random, right, random.pick(['a byte less', 'a byte twice', 'another byte']));
      azure.issuers = [...(azure.issuers ?? []), { issuer, serves: { status: 200, body: JSON.stringify({ issuer, jwks_uri: uri }) } }];
      return uri;
    },
  },
  {
    name: 'issuer: the cluster has another',
    links: ['issuer', 'federated-credential'],
    break: ({ cluster }, random) => became(issuer, (cluster.issuer = slipped(random, issuer, random.pick(['a byte less', 'a byte twice', 'another byte'])))),
  },
  {
    name: 'issuer: signs with an elliptic curve',
    links: ['issuer', 'token'],
    break: ({ cluster }) => (cluster.signs = 'ES256'),
  },
];

