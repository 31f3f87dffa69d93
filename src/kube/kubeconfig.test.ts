import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { KubeConfigError } from './kube-config-error.ts';
import { kubeconfigFiles, loadKubeconfig, mergeKubeconfigs, parseKubeconfig } from './kubeconfig.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { temporaryFolder } from './testing/api-server.ts';

const canary = 'canary-token-5b1c9d';

function parse(text: string, file = '/home/ada/.kube/config'): Kubeconfig {
  return parseKubeconfig(text, file, 'linux');
}

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof KubeConfigError, String(error));
    assert.equal(error.exitCode, 2);
    assert.ok(!`${error.message}${error.hint}${error.stack}`.includes(canary));
    return error.message;
  }
  return assert.fail('it did not throw');
}

test('an entry of an earlier file wins whole and is never mixed with one of the same name', () => {
  const first = parse('users: [{name: red, user: {username: a}}]\ncontexts: [{name: x, context: {cluster: c1}}]');
  const second = parse(
    'current-context: y\nusers: [{name: red, user: {token: t}}, {name: blue, user: {}}]\ncontexts: [{name: x, context: {cluster: c2, namespace: n}}]',
  );
  const merged = mergeKubeconfigs([first, second]);
  assert.equal(merged.users.get('red')?.username, 'a');
  assert.equal(merged.users.get('red')?.token, undefined);
  assert.equal(merged.contexts.get('x')?.namespace, undefined);
  assert.ok(merged.users.has('blue'));
  assert.equal(merged.currentContext, 'y');
});

test('merging takes every name from the first file that has it', () => {
  const names = fc.constantFrom('a', 'b', 'c', 'd');
  const file = fc.record({ current: fc.option(names, { nil: '' }), contexts: fc.uniqueArray(names), users: fc.uniqueArray(names) });
  fc.assert(
    fc.property(fc.array(file, { maxLength: 5 }), (files) => {
      const configs = files.map(({ current, contexts, users }, index) =>
        parse(
          stringify({
            'current-context': current,
            contexts: contexts.map((name) => ({ name, context: { namespace: `n${index}` } })),
            users: users.map((name) => ({ name, user: { username: `u${index}` } })),
          }),
        ),
      );
      const merged = mergeKubeconfigs(configs);
      for (const name of ['a', 'b', 'c', 'd'] as const) {
        const context = files.findIndex((entry) => entry.contexts.includes(name));
        const user = files.findIndex((entry) => entry.users.includes(name));
        assert.equal(merged.contexts.get(name)?.namespace, context < 0 ? undefined : `n${context}`);
        assert.equal(merged.users.get(name)?.username, user < 0 ? undefined : `u${user}`);
      }
      assert.equal(merged.currentContext ?? '', files.find((entry) => entry.current !== '')?.current ?? '');
    }),
  );
});

test('any text is either a kubeconfig or a configuration error that does not quote it', () => {
  const value = fc.constantFrom(canary, `"${canary}`, `{${canary}`, `[${canary}]`, `- ${canary}`, `*${canary}`, `&x ${canary}`, `!!${canary}`, '7', 'null', '~', '%', '@', '\t');
  const key = fc.constantFrom('users', 'token', 'name', 'user', 'contexts', 'clusters', canary, '- name', '  token', '<<', '?');
  const line = fc.tuple(key, fc.constantFrom(': ', ':', ' ', ':\n  '), value).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      try {
        parse(lines.join('\n'));
      } catch (error) {
        assert.ok(error instanceof KubeConfigError, String(error));
        const { message } = error;
        // A field's own name may be quoted, as in `canary… must be a string`; values may not.
        assert.ok(!message.replaceAll(`${canary} must`, '').includes(canary), message);
      }
    }),
    { numRuns: 500 },
  );
});

test('KUBECONFIG lists files, skips empty names and repeats, and --kubeconfig stands above it', () => {
  const home = { homeDirectory: '/home/ada', platform: 'linux' } as const;
  assert.deepEqual(kubeconfigFiles({ ...home, env: { KUBECONFIG: ':a::b:a:' } }), ['a', 'b']);
  assert.deepEqual(kubeconfigFiles({ ...home, env: { KUBECONFIG: 'a' }, explicit: 'x' }), ['x']);
  assert.deepEqual(kubeconfigFiles({ ...home, env: { KUBECONFIG: '' } }), ['/home/ada/.kube/config']);
  const windows = { homeDirectory: 'C:\\Users\\ada', platform: 'win32' } as const;
  assert.deepEqual(kubeconfigFiles({ ...windows, env: { KUBECONFIG: 'C:\\a;D:\\b' } }), ['C:\\a', 'D:\\b']);
  assert.deepEqual(kubeconfigFiles({ ...windows, env: {} }), ['C:\\Users\\ada\\.kube\\config']);
});

test('a missing file of a list is skipped and told of, a missing --kubeconfig is an error', (t) => {
  const folder = temporaryFolder(t);
  const there = path.join(folder, 'there');
  const gone = path.join(folder, 'gone');
  writeFileSync(there, 'current-context: c');
  const places = { env: { KUBECONFIG: `${gone}:${there}` }, homeDirectory: folder, platform: 'linux' } as const;
  const loaded = loadKubeconfig(places);
  assert.equal(loaded.config.currentContext, 'c');
  assert.deepEqual(loaded.missing, [gone]);
  assert.equal(messageOf(() => loadKubeconfig({ ...places, explicit: gone })), `--kubeconfig ${gone}: no such file or directory`);
});

test('a file of a list that is there but can not be read is fatal', (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(path.join(folder, 'dir'));
  const places = { env: { KUBECONFIG: path.join(folder, 'dir') }, homeDirectory: folder, platform: 'linux' } as const;
  assert.match(messageOf(() => loadKubeconfig(places)), /^error loading config file ".*\/dir": is a directory$/);
});

test('relative paths belong to the folder of the file that has them', () => {
  const text = stringify({
    clusters: [{ name: 'c', cluster: { 'certificate-authority': 'ca.pem' } }],
    users: [
      { name: 'u', user: { 'client-certificate': '../c.pem', 'client-key': '/abs/k.pem', tokenFile: 't', exec: { command: './bin/login' } } },
      { name: 'v', user: { exec: { command: 'kubelogin' } } },
    ],
  });
  const config = parse(text, '/etc/kube/config');
  assert.equal(config.clusters.get('c')?.certificateAuthority, '/etc/kube/ca.pem');
  const user = config.users.get('u');
  assert.deepEqual(
    [user?.clientCertificate, user?.clientKey, user?.tokenFile, user?.exec?.command],
    ['/etc/c.pem', '/abs/k.pem', '/etc/kube/t', '/etc/kube/bin/login'],
  );
  assert.equal(config.users.get('v')?.exec?.command, 'kubelogin');
});

test('what is wrong in a file is named by line and field', () => {
  const at = (text: string): string => messageOf(() => parse(text)).replace('error loading config file "/home/ada/.kube/config": ', '');
  assert.equal(at('users:\n- name: u\n  user:\n    token: 12345\n'), 'line 4: users[0].user.token must be a string');
  assert.equal(at('contexts:\n  x: y\n'), 'line 2: contexts must be a list');
  assert.equal(at('clusters:\n- name: c\n  cluster:\n    insecure-skip-tls-verify: maybe\n'), 'line 4: clusters[0].cluster.insecure-skip-tls-verify must be true or false');
  assert.equal(at(`users:\n- name: u\n  user:\n    client-key-data: ${canary}!\n`), 'line 4: users[0].user.client-key-data must be base64');
  assert.equal(at('users:\n- name: u\n- name: u\n'), 'line 3: users[1] has a name that an earlier entry of this file has');
  assert.equal(at('kind: Pod\napiVersion: v1\n'), 'line 1: must be of kind Config and apiVersion v1');
  assert.match(at(`users:\n- name: u\n  user:\n   token: "${canary}\n`), /^line \d+: not valid YAML \(/);
  assert.match(at(`a: b: ${canary}`), /^line 1: not valid YAML \(/);
});

test('an empty file, comments, JSON, YAML 1.1 booleans, anchors and unknown fields are read as kubectl reads them', () => {
  assert.equal(parse('').contexts.size, 0);
  assert.equal(parse('# nothing\n').contexts.size, 0);
  assert.equal(parse('{"contexts":[{"name":"x","context":{"cluster":"c"}}],"other":1}').contexts.get('x')?.cluster, 'c');
  assert.equal(parse('clusters: [{name: c, cluster: {insecure-skip-tls-verify: yes}}]').clusters.get('c')?.insecureSkipTlsVerify, true);
  const anchored = parse('x: &u {username: ada}\nusers:\n- {name: u, user: *u}\n- {name: v, user: {<<: *u, tokenFile: /t}}\n');
  assert.equal(anchored.users.get('u')?.username, 'ada');
  assert.equal(anchored.users.get('v')?.username, 'ada');
  assert.equal(parse('contexts: [{name: x, context: null}]').contexts.get('x')?.cluster, undefined);
});

test('an exec plugin of an old version is asked interactively if that is possible, a new one must say', () => {
  const mode = (version: string): string | undefined =>
    parse(`users: [{name: u, user: {exec: {command: c, apiVersion: client.authentication.k8s.io/${version}}}}]`).users.get('u')?.exec?.interactiveMode;
  assert.equal(mode('v1beta1'), 'IfAvailable');
  assert.equal(mode('v1'), '');
});

test('the YAML library warns of nothing, since its warnings quote the file', (t) => {
  const warnings = t.mock.method(process, 'emitWarning', () => undefined);
  parse(`? [${canary}]\n: 1\n? !odd ${canary}\n: 2\n`);
  assert.equal(warnings.mock.callCount(), 0);
});
