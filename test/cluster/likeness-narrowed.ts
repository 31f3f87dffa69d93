import * as z from 'zod';
import * as shapes from '../../src/evidence/kubernetes-shapes.ts';
import type { RawAnswer } from './raw-client.ts';

type Read = (body: unknown) => unknown;

/** What the doctor reads of each kind of answer, by the shapes that it reads with; of a refusal all, since it is told to the user. */
const readings = {
  whole: (body) => body,
  version: (body) => shapes.version.parse(body),
  workload: withoutManagers((body) => shapes.workloadObject.parse(body)),
  pod: withoutManagers((body) => shapes.pod.parse(body)),
  pods: listOf(withoutManagers((body) => shapes.pod.parse(body))),
  replicaSets: listOf(withoutManagers((body) => shapes.replicaSet.parse(body))),
  serviceAccount: (body) => shapes.serviceAccount.parse(body),
  serviceAccounts: listOf((body) => shapes.serviceAccount.parse(body)),
  namespace: withoutManagers((body) => shapes.namespace.parse(body)),
  webhooks: listOf(withoutManagers((body) => shapes.mutatingWebhookConfiguration.parse(body))),
  token: (body) => token.parse(body),
  review: (body) => review.parse(body),
  page: (body) => page.parse(body),
} satisfies Readonly<Record<string, Read>>;
export type Reading = keyof typeof readings;

const review = z.object({ status: z.object({ allowed: z.boolean() }) });
const page = z.object({ kind: z.string(), items: z.array(z.unknown()).transform(({ length }) => length), metadata: z.object({ continue: z.string().optional().transform((text) => text !== undefined && text !== '') }) });
const token = z.object({ status: z.object({ token: z.string().transform(partsOf), expirationTimestamp: z.string() }) });

/** An answer without what the doctor does not read, and without what no two clusters share. */
export function narrowed({ status, contentType, body }: RawAnswer, reads: Reading): unknown {
  return { status, contentType, body: common(readings[reads](body)) };
}

/** Only of service accounts it matters who wrote what. */
function withoutManagers(read: (body: unknown) => { readonly metadata: shapes.Metadata }): Read {
  return (body) => {
    const value = read(body);
    const { managedFields: _managedFields, ...metadata } = value.metadata;
    return { ...value, metadata };
  };
}

function listOf(read: Read): Read {
  return (body) => {
    const { kind, items } = z.object({ kind: z.string(), items: z.array(z.unknown()) }).parse(body);
    // Names that controllers make up decide the order.
    return { kind, items: items.map((item) => common(read(item))).toSorted(byText) };
  };
}

function partsOf(jwt: string): unknown {
  const [header, body] = jwt.split('.').slice(0, 2).map((part): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  const { exp, iat, nbf, ...claims } = z.looseObject({ exp: z.number(), iat: z.number(), nbf: z.number() }).parse(body);
  return { header, claims, lives: exp - iat, holdsAtOnce: nbf === iat };
}

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;
/** What controllers make up, in the letters of `rand.SafeEncodeString`: no vowels, so that hardly a word is taken for one. */
const madeUp = /\b[bcdfghjklmnpqrstvwxz2456789]{5,10}\b(?!:\/\/)/g;
/** The webhook's volume is named after the pod. */
const volumeOfPod = /(?<=azure-workload-identity-reserved-)[0-9a-f]{30}/g;
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function common(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((each) => common(each));
    // Conditions are found by their type; their order is that in which the controller first set them.
    return key === 'conditions' ? items.toSorted(byText) : items;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([name]) => name !== lastApplied);
    if (key === 'annotations' && entries.length === 0) return undefined;
    return Object.fromEntries(entries.flatMap(([name, each]) => [[common(name), common(each, name)]].filter(([, kept]) => kept !== undefined)));
  }
  if (typeof value !== 'string') return value;
  if (['resourceVersion', 'caBundle', 'kid'].includes(key)) return value === '' ? '' : key;
  return value.replace(uuid, 'UUID').replace(time, 'TIME').replace(volumeOfPod, 'HASH').replace(madeUp, 'RANDOM');
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a).localeCompare(JSON.stringify(b));
}
