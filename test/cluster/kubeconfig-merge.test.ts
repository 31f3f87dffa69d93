/** Which context, cluster and user a heap of kubeconfig files comes to: ours against `kubectl config view --minify --flatten`. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { KubeConfigError } from '../../src/kube/kube-config-error.ts';
import { ensureKubectl } from './binaries.ts';
import { flattenedByKubectl, flattenedByUs } from './flattened-kubeconfig.ts';
import type { Flattened } from './flattened-kubeconfig.ts';

/** Files that the entries name; each folder has its own, so that a wrong base shows. */
const sideFiles = ['ca.pem', 'client.pem', 'client.key', 'token'] as const;
const folders = ['one', 'two', 'two/deeper'] as const;
/** The home folder's own; from here some of the side files are not to be found. */
const homeFolder = 'home/.kube';

const name = fc.constantFrom('a', 'b', 'Ünï côde');
const base64 = fc.constantFrom('first', 'second').map((text) => Buffer.from(text).toString('base64'));
/** How the same file may be named from a folder: beside the kubeconfig, above it, or by a path from its root. */
const sidePath = (file: (typeof sideFiles)[number]): fc.Arbitrary<string> => fc.constantFrom(file, `./${file}`, `../one/${file}`, `ROOT/two/${file}`);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const mostly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 10 });

const cluster = fc
  .record({
    server: optional(fc.constantFrom('https://one.test:6443', 'https://two.test/path', 'http://three.test', '')),
    'tls-server-name': optional(fc.constantFrom('name.test', '')),
    'insecure-skip-tls-verify': optional(fc.boolean()),
    authority: fc.oneof(fc.constant({}), sidePath('ca.pem').map((file) => ({ 'certificate-authority': file })), base64.map((data) => ({ 'certificate-authority-data': data }))),
    'proxy-url': optional(fc.constantFrom('http://proxy.test:3128', 'socks5://proxy.test')),
    'disable-compression': optional(fc.boolean()),
    extensions: optional(fc.constant([{ name: 'other', extension: { x: 1 } }, { name: 'client.authentication.k8s.io/exec', extension: { audience: 'orders', deep: [1, { two: true }] } }])),
    unknown: optional(fc.constant({ field: ['of', 'a later version'] })),
  })
  .map(({ authority, ...rest }) => ({ ...rest, ...authority }));

const exec = fc.record({
  apiVersion: fc.constantFrom('client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'),
  command: fc.constantFrom('kubelogin', './bin/login', '../login', 'ROOT/one/login'),
  args: optional(fc.array(fc.constantFrom('get-token', '--login=azurecli', ''), { maxLength: 3 })),
  env: optional(fc.array(fc.record({ name: fc.constantFrom('A', 'B'), value: fc.constantFrom('1', '') }), { maxLength: 2 })),
  installHint: optional(fc.constant('install it\nsoon')),
  provideClusterInfo: optional(fc.boolean()),
  interactiveMode: optional(fc.constantFrom('Never', 'IfAvailable', 'Always')),
});

const user = fc
  .record({
    certificate: fc.oneof(fc.constant({}), sidePath('client.pem').map((file) => ({ 'client-certificate': file })), base64.map((data) => ({ 'client-certificate-data': data }))),
    key: fc.oneof(fc.constant({}), sidePath('client.key').map((file) => ({ 'client-key': file })), base64.map((data) => ({ 'client-key-data': data }))),
    token: optional(fc.constantFrom('token-of-a-test', '')),
    tokenFile: optional(sidePath('token')),
    as: optional(fc.constantFrom('ada', '')),
    'as-uid': optional(fc.constant('7')),
    'as-groups': optional(fc.array(fc.constantFrom('g1', 'g2'), { maxLength: 2 })),
    'as-user-extra': optional(fc.constant({ reason: ['test', 'again'], empty: [] })),
    username: optional(fc.constant('ada')),
    password: optional(fc.constant('password-of-a-test')),
    exec: optional(exec),
  })
  .map(({ certificate, key, ...rest }) => ({ ...rest, ...certificate, ...key }));

/** Mostly names that are there once; now and then one that is there twice. */
const named = <T>(field: string, value: fc.Arbitrary<T>): fc.Arbitrary<unknown[]> =>
  fc.oneof(
    { arbitrary: fc.uniqueArray(fc.tuple(name, value), { minLength: 2, maxLength: 3, size: 'max', selector: ([entry]) => entry }), weight: 60 },
    { arbitrary: fc.array(fc.tuple(name, value), { maxLength: 2 }), weight: 1 },
  ).map((entries) => entries.map(([entry, content]) => ({ name: entry, [field]: content })));

const context = fc.record({ cluster: optional(name), user: optional(name), namespace: optional(fc.constantFrom('shop', 'default', '')) });

const file = fc.record({
  folder: fc.constantFrom(...folders),
  form: fc.constantFrom('yaml', 'json'),
  content: fc.record({
    apiVersion: optional(fc.constant('v1')),
    kind: optional(fc.constant('Config')),
    'current-context': mostly(fc.oneof(name, fc.constant(''))),
    contexts: mostly(named('context', context)),
    clusters: mostly(named('cluster', cluster)),
    users: mostly(named('user', user)),
    preferences: optional(fc.constant({})),
  }),
});

const world = fc.record({
  files: fc.array(file, { minLength: 1, maxLength: 4 }),
  /** Order in KUBECONFIG: indexes of the files, the names of missing ones, and nothing between two separators. */
  list: fc.array(fc.oneof({ arbitrary: fc.nat(3), weight: 4 }, fc.constantFrom('', 'gone')), { minLength: 1, maxLength: 6 }),
  explicit: optional(fc.nat(3)),
  where: fc.constantFrom('list', 'list', 'list', 'explicit', 'home'),
  context: optional(name),
});

describe('kubeconfig files come to the same context, cluster and user as with kubectl', () => {
  let root: string;
  let kubectl: string;
  let worlds = 0;

  // Without the cache a build of nine minutes and more comes first.
  before(
    async () => {
      root = await mkdtemp(join(tmpdir(), 'kubectl-wi-merge-'));
      kubectl = await ensureKubectl();
    },
    { timeout: 45 * 60_000 },
  );
  after(() => rm(root, { recursive: true, force: true }));

  it('for any files, in any order, with and without --context and --kubeconfig', { timeout: 300_000 }, async () => {
    const seen = { same: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(world, async ({ files, list, explicit, where, context: chosen }) => {
        worlds += 1;
        const here = join(root, String(worlds));
        const paths = await writeFiles(here, files);
        const inList = list.map((entry) => (typeof entry === 'number' ? (paths[entry] ?? '') : entry === '' ? '' : join(here, entry)));
        const places = {
          homeDirectory: join(here, 'home'),
          env: where === 'home' ? {} : { KUBECONFIG: inList.join(':') },
          ...(where === 'explicit' ? { explicit: paths[explicit ?? 0] ?? paths[0] } : {}),
        };
        if (where === 'home') await writeFile(join(here, homeFolder, 'config'), textOf(files[0] ?? assert.fail(), here), { mode: 0o600 });
        const theirs = await flattenedByKubectl(kubectl, places, chosen);
        const ours = await refusable(() => flattenedByUs(places, chosen));
        assert.deepEqual(ours, theirs.flattened, theirs.error || 'they differ');
        seen[theirs.flattened === undefined ? 'refused' : 'same'] += 1;
      }),
      { numRuns: 100 },
    );
    // a comparison of refusals alone would prove nothing
    assert.ok(seen.same >= 10 && seen.refused >= 3, JSON.stringify(seen));
  });
});

async function refusable(read: () => Promise<Flattened | undefined>): Promise<Flattened | undefined> {
  try {
    return await read();
  } catch (error) {
    // a certificate that is not there is not read before a cluster or user is chosen
    const isMissingFile = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (error instanceof KubeConfigError || isMissingFile) return undefined;
    throw error;
  }
}

interface GeneratedFile {
  readonly folder: string;
  readonly form: string;
  readonly content: unknown;
}

async function writeFiles(here: string, files: readonly GeneratedFile[]): Promise<readonly string[]> {
  for (const folder of [...folders, homeFolder]) {
    await mkdir(join(here, folder), { recursive: true });
    for (const side of sideFiles) await writeFile(join(here, folder, side), `${side} in ${folder}`);
  }
  return Promise.all(
    files.map(async (generated, index) => {
      const path = join(here, generated.folder, `config-${index}`);
      await writeFile(path, textOf(generated, here), { mode: 0o600 });
      return path;
    }),
  );
}

function textOf({ form, content }: GeneratedFile, here: string): string {
  const text = form === 'json' ? JSON.stringify(content) : stringify(content);
  return text.replaceAll('ROOT/', `${here}/`);
}
