/** Kubernetes' protobuf, for the few requests in which kubectl ≥ 1.36 sends nothing else: reviews, TokenRequest, and `create` of what takes no file. */

export const protobufType = 'application/vnd.kubernetes.protobuf';

/** Field numbers as in the API's generated.proto. */
type Schema = Readonly<Record<number, readonly [name: string, type: 'string' | 'strings' | 'integer' | Schema | { readonly each: Schema }]>>;

const typeMeta: Schema = { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] };
const resourceAttributes: Schema = {
  1: ['namespace', 'string'],
  2: ['verb', 'string'],
  3: ['group', 'string'],
  4: ['version', 'string'],
  5: ['resource', 'string'],
  6: ['subresource', 'string'],
  7: ['name', 'string'],
};
const nonResourceAttributes: Schema = { 1: ['path', 'string'], 2: ['verb', 'string'] };
const boundObjectRef: Schema = { 1: ['kind', 'string'], 2: ['apiVersion', 'string'], 3: ['name', 'string'], 4: ['uid', 'string'] };

const metadata: Schema = { 1: ['name', 'string'], 3: ['namespace', 'string'] };
const rule: Schema = { 1: ['verbs', 'strings'], 2: ['apiGroups', 'strings'], 3: ['resources', 'strings'], 4: ['resourceNames', 'strings'], 5: ['nonResourceURLs', 'strings'] };
const role: Schema = { 1: ['metadata', metadata], 2: ['rules', { each: rule }] };
const roleBinding: Schema = {
  1: ['metadata', metadata],
  2: ['subjects', { each: { 1: ['kind', 'string'], 2: ['apiGroup', 'string'], 3: ['name', 'string'], 4: ['namespace', 'string'] } }],
  3: ['roleRef', { 1: ['apiGroup', 'string'], 2: ['kind', 'string'], 3: ['name', 'string'] }],
};

const schemas: Readonly<Record<string, Schema>> = {
  SelfSubjectAccessReview: { 2: ['spec', { 1: ['resourceAttributes', resourceAttributes], 2: ['nonResourceAttributes', nonResourceAttributes] }] },
  SelfSubjectRulesReview: { 2: ['spec', { 1: ['namespace', 'string'] }] },
  SelfSubjectReview: {},
  ServiceAccount: { 1: ['metadata', metadata] },
  Namespace: { 1: ['metadata', metadata] },
  Role: role,
  ClusterRole: role,
  RoleBinding: roleBinding,
  ClusterRoleBinding: roleBinding,
  TokenRequest: { 2: ['spec', { 1: ['audiences', 'strings'], 3: ['boundObjectRef', boundObjectRef], 4: ['expirationSeconds', 'integer'] }] },
};

const magic = Buffer.from('k8s\0');

/** The object in a body, or undefined where it is none of these kinds or no protobuf at all. */
export function decodeProtobuf(body: Buffer): Record<string, unknown> | undefined {
  if (!body.subarray(0, magic.length).equals(magic)) return undefined;
  const envelope = [...fieldsOf(body.subarray(magic.length))];
  const part = (number: number) => envelope.find((each) => each.number === number && typeof each.value !== 'bigint')?.value;
  const [type, raw] = [part(1), part(2)];
  if (!(type instanceof Buffer)) return undefined;
  const { apiVersion, kind } = decode(type, typeMeta);
  const schema = schemas[String(kind)];
  if (schema === undefined) return undefined;
  return { apiVersion, kind, metadata: {}, ...decode(raw instanceof Buffer ? raw : Buffer.alloc(0), schema) };
}

function decode(message: Buffer, schema: Schema): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const { number, value } of fieldsOf(message)) {
    const field = schema[number];
    if (field === undefined) continue;
    const [name, type] = field;
    if (typeof value === 'bigint') {
      if (type === 'integer') decoded[name] = Number(BigInt.asIntN(64, value));
    } else if (type === 'strings') {
      const known = decoded[name];
      decoded[name] = [...(Array.isArray(known) ? known : []), value.toString()];
    } else if (type === 'string') {
      if (value.length > 0) decoded[name] = value.toString();
    } else if (type !== 'integer') {
      const known = decoded[name];
      decoded[name] = isRepeated(type) ? [...(Array.isArray(known) ? known : []), decode(value, type.each)] : decode(value, type);
    }
  }
  return decoded;
}

function isRepeated(type: Schema | { readonly each: Schema }): type is { readonly each: Schema } {
  return 'each' in type;
}

/** Fields of wire types 0 (varint) and 2 (bytes); the message ends at the first other one, or where it is cut off. */
function* fieldsOf(message: Buffer): Generator<{ readonly number: number; readonly value: bigint | Buffer }> {
  let rest = message;
  while (rest.length > 0) {
    const key = varint(rest);
    if (key === undefined) return;
    const number = Number(key.value >> 3n);
    const wireType = Number(key.value & 7n);
    const head = varint(key.rest);
    if (head === undefined || (wireType !== 0 && wireType !== 2)) return;
    if (wireType === 0) {
      yield { number, value: head.value };
      rest = head.rest;
      continue;
    }
    const length = Number(head.value);
    if (length > head.rest.length) return;
    yield { number, value: head.rest.subarray(0, length) };
    rest = head.rest.subarray(length);
  }
}

function varint(bytes: Buffer): { readonly value: bigint; readonly rest: Buffer } | undefined {
  let value = 0n;
  for (const [index, byte] of bytes.subarray(0, 10).entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, rest: bytes.subarray(index + 1) };
  }
  return undefined;
}
