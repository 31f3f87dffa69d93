import type { Fault } from '../../src/sandbox/scenario.ts';
import type { Speaker } from './bad-answers.ts';

/** What the healthy run asks, and which checks judge what it answers, by hand: what a check reads is not taken from the product. */
export interface Row {
  readonly name: string;
  /** How its requests begin in a record, `METHOD path` or `METHOD host/path`; `*` for any run of characters. */
  readonly asks: readonly string[];
  readonly speaker: Speaker;
  /** Ids, or beginnings of them (`pod/`), of the checks that cannot be `ok` by themselves without the answer. */
  readonly loses: readonly string[];
  /** How many requests like it are let pass before. */
  readonly after?: number;
  /** The report shows it and no check waits for it. */
  readonly decorates?: true;
  /** Deeper paths that begin like it. */
  readonly passes?: readonly string[];
}

const shop = '/api/v1/namespaces/shop';
const issuer = 'GET westeurope.oic.prod-aks.azure.com/*/';
const beyondToken = ['issuer/', 'token/audience', 'token/lifetime', 'federated-credential/matches', 'exchange/succeeds', 'key-vault/readable'];
const ofIssuer = ['issuer/'];
const ofIdentity = ['identity/', 'federated-credential/'];

export const clusterRows: readonly Row[] = [
  { name: 'the version', asks: ['GET /version'], decorates: true, speaker: 'kubernetes', loses: [] },
  { name: "the cluster's own issuer", asks: ['GET /.well-known/openid-configuration'], speaker: 'kubernetes', loses: [] },
  { name: 'the deployment', asks: ['GET /apis/apps/v1/namespaces/shop/deployments/orders'], speaker: 'kubernetes', loses: [''] },
  {
    name: 'the webhook configurations',
    asks: ['GET /apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'],
    speaker: 'kubernetes',
    loses: ['webhook/installed'],
  },
  // its labels are looked at only where the webhook left the pod alone
  { name: 'the namespace', asks: [`GET ${shop}`], passes: [`GET ${shop}/`], speaker: 'kubernetes', loses: [] },
  { name: 'the pods', asks: [`GET ${shop}/pods`], speaker: 'kubernetes', loses: ['pod/fresh', 'pod/injected', 'pod/tenant-fresh', 'pod/binding-ca', 'pod/own-environment', 'pod/own-client-id', 'webhook/sidecars-injected', 'webhook/wires-binding', 'token/handed-out', 'exchange/binding-variables', 'csi/secrets-there'] },
  // the hash in the names of the pods tells the newest too
  { name: 'the replica sets', asks: ['GET /apis/apps/v1/namespaces/shop/replicasets'], speaker: 'kubernetes', loses: [] },
  { name: 'the service account', asks: [`GET ${shop}/serviceaccounts/orders`], speaker: 'kubernetes', loses: ['service-account/', 'pod/fresh', 'pod/tenant-fresh'] },
  { name: 'the dry run', asks: [`POST ${shop}/pods?dryRun=All`], speaker: 'kubernetes', loses: ['webhook/would-inject', 'webhook/tenant-given', 'pod/tenant-fresh'] },
  { name: 'the token', asks: [`POST ${shop}/serviceaccounts/orders/token`], speaker: 'kubernetes', loses: beyondToken },
];

export const azureRows: readonly Row[] = [
  { name: 'the discovery document', asks: [`${issuer}.well-known/openid-configuration`], speaker: 'public', loses: ofIssuer },
  { name: 'the key set', asks: [`${issuer}openid/v1/jwks`], speaker: 'public', loses: ['issuer/publishes-key'] },
  // each of these two tells who the client id is, and where its credentials are
  { name: 'Resource Graph', asks: ['POST management.azure.com/providers/Microsoft.ResourceGraph/resources'], speaker: 'azure', loses: [] },
  { name: 'Graph', asks: ['GET graph.microsoft.com/v1.0/servicePrincipals(*'], speaker: 'azure', loses: [] },
  {
    name: 'the credentials',
    asks: ['GET management.azure.com/subscriptions/*/federatedIdentityCredentials'],
    speaker: 'azure',
    loses: ['federated-credential/'],
  },
  { name: 'the exchange', asks: ['POST login.microsoftonline.com/*/oauth2/v2.0/token'], speaker: 'entra', loses: ['exchange/succeeds', 'key-vault/readable'] },
  { name: "the vault's challenge", asks: ['GET kv-shop.vault.azure.net/secrets/db-password/'], speaker: 'azure', loses: ['key-vault/readable'] },
  { name: 'the secret', asks: ['GET kv-shop.vault.azure.net/secrets/db-password/'], after: 1, speaker: 'azure', loses: ['key-vault/readable'] },
];

/** Wires that break together. */
export const clusterAsAWhole: Row = { name: 'the whole API server', asks: ['*'], speaker: 'kubernetes', loses: [''] };
export const azureTogether: readonly Row[] = [
  { name: 'Azure Resource Manager', asks: ['* management.azure.com/'], speaker: 'azure', loses: ['federated-credential/'] },
  { name: 'Resource Manager and Graph', asks: ['* management.azure.com/', '* graph.microsoft.com/'], speaker: 'azure', loses: ofIdentity },
  { name: 'all of Azure', asks: ['*'], speaker: 'azure', loses: [...ofIssuer, ...ofIdentity, 'exchange/succeeds', 'key-vault/readable'] },
];

const apiServer = '127.0.0.1';

/** The faults that spoil every answer of a row. */
export function faultsOf({ asks, passes = [], after = 0 }: Row, act: Fault['act'], wire: 'cluster' | 'azure'): readonly Fault[] {
  const onWire = (request: string): string => (wire === 'cluster' && request !== '*' ? request.replace(' ', ` ${apiServer}`) : request);
  const pass = { delayMs: 0 };
  return [
    ...passes.map((request): Fault => ({ match: onWire(request), act: pass })),
    ...asks.map((request): Fault => ({ match: onWire(request), times: after, act: pass })),
    ...asks.map((request): Fault => ({ match: onWire(request), act })),
  ];
}

/** Whether a recorded request is one of a row. */
export function isAsked({ asks, passes = [] }: Row, request: string): boolean {
  return asks.some((one) => patternOf(one).test(request)) && !passes.some((deeper) => request.startsWith(deeper));
}

function patternOf(asks: string): RegExp {
  const literal = asks.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return new RegExp(`^${literal.join('.*')}`);
}
