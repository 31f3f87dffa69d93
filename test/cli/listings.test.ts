import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { checks } from '../../src/chain/checks.ts';
import type { PolicyRule } from '../../src/sandbox/scenario.ts';
import { clusterRights, logClusterRights, logRight, namespaceRights } from '../../src/sandbox/scenarios/shop.ts';
import { assertGolden } from './golden.ts';
import { run } from './run.ts';

describe('kubectl wi checks', () => {
  test('lists the checks of a link with what each can name', async () => {
    const { stdout, stderr, exitCode } = await run('checks', '--link', 'issuer');
    assertGolden('checks-of-a-link', stdout);
    assert.deepEqual([stderr, exitCode], ['', 0]);
  });

  test('lists every check, a line each, in chain order', async () => {
    const [header, ...rows] = (await run('checks')).stdout.trimEnd().split('\n');
    assert.match(header ?? '', /^CHECK +EACH +PROBLEMS +TITLE$/);
    assert.deepEqual(rows.map((row) => row.split(' ')[0]), checks.map(({ id }) => id));
  });

  test('says in JSON and YAML what each reads', async () => {
    const json = JSON.parse((await run('checks', '-o', 'json')).stdout) as { readonly items: readonly { readonly id: string; readonly reads: readonly string[] }[] };
    assert.deepEqual(parseYaml((await run('checks', '-o', 'yaml')).stdout), json);
    assert.deepEqual(json.items.map(({ id }) => id), checks.map(({ id }) => id));
    assert.deepEqual(json.items.filter(({ reads }) => reads.length === 0), []);
  });
});

interface Role {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly rules: readonly PolicyRule[];
}

function rolesOf(yaml: string): readonly Role[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as Role);
}

/** Every single right of rules, so that rules that are cut differently compare equal. */
function singly(rules: readonly PolicyRule[]): readonly string[] {
  return rules
    .flatMap(({ apiGroups, resources, verbs, resourceNames = ['any'] }) =>
      apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.flatMap((verb) => resourceNames.map((name) => `${verb} ${group}/${resource} ${name}`)))),
    )
    .sort();
}

describe('kubectl wi rbac', () => {
  test('says first what is powerful, and what is needed in Azure', async () => {
    const { stdout, stderr, exitCode } = await run('rbac', '-n', 'shop', '--service-account', 'orders');
    assertGolden('rbac-comments', stdout.split('\n').filter((line) => line.startsWith('#')).join('\n').concat('\n'));
    assert.deepEqual([stderr, exitCode], ['', 0]);
  });

  test('prints exactly the rights that the scenarios of a restricted operator have', async () => {
    const [role, clusterRole] = rolesOf((await run('rbac', '-n', 'shop', '--service-account', 'orders')).stdout);
    assert.deepEqual([role?.kind, role?.metadata.namespace, clusterRole?.kind], ['Role', 'shop', 'ClusterRole']);
    assert.deepEqual(singly(role?.rules ?? []), singly(namespaceRights));
    assert.deepEqual(singly(clusterRole?.rules ?? []), singly(clusterRights));
  });

  test('adds the right to read logs on request, and nothing else', async () => {
    const [role, clusterRole] = rolesOf((await run('rbac', '-n', 'shop', '--service-account', 'orders', '--logs')).stdout);
    assert.deepEqual(singly(role?.rules ?? []), singly([...namespaceRights, logRight]));
    assert.deepEqual(singly(clusterRole?.rules ?? []), singly([...clusterRights, ...logClusterRights]));
  });

  test('has the rights to look from a pod only where they are asked for', async () => {
    const namespaced = async (...flags: readonly string[]): Promise<readonly string[]> => {
      const [role] = rolesOf((await run('rbac', '-n', 'shop', ...flags)).stdout);
      return (role?.rules ?? []).flatMap(({ verbs, resources }) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)));
    };
    const [usual, more] = [await namespaced(), await namespaced('--from=pod')];
    assert.deepEqual(more.filter((right) => !usual.includes(right)), ['patch pods/ephemeralcontainers', 'get pods/log']);
    assert.match((await run('rbac', '-n', 'shop', '--from=pod')).stdout, /^# powerful: patch pods\/ephemeralcontainers, for exchange\/from-pod, key-vault\/from-pod$/m);
  });

  test('leaves out what is powerful on request', async () => {
    const { stdout } = await run('rbac', '-n', 'shop', '--read-only');
    assert.doesNotMatch(stdout, /powerful: /);
    assert.deepEqual(rolesOf(stdout).flatMap(({ rules }) => rules.flatMap(({ verbs }) => verbs)).filter((verb) => !['get', 'list'].includes(verb)), []);
  });

  test('never lets a token be created for every account when one was named', async () => {
    const [role] = rolesOf((await run('rbac', '-n', 'shop', '--service-account', 'orders', '--service-account', 'billing')).stdout);
    const tokens = role?.rules.filter(({ resources }) => resources.includes('serviceaccounts/token'));
    assert.deepEqual(tokens?.map(({ resourceNames }) => resourceNames), [['orders', 'billing']]);
  });

  test('is a List of the same objects in JSON', async () => {
    const list = JSON.parse((await run('rbac', '-n', 'shop', '-o', 'json')).stdout) as { readonly kind: string; readonly items: readonly Role[] };
    assert.equal(list.kind, 'List');
    assert.deepEqual(list.items, rolesOf((await run('rbac', '-n', 'shop')).stdout));
  });
});

describe('kubectl wi version', () => {
  test('is one line, and one document for a bug report', async () => {
    const { stdout } = await run('version');
    assert.match(stdout, /^kubectl wi \d+\.\d+\.\d+\S*\n$/);
    assert.equal((await run('--version')).stdout, stdout);
    const json = JSON.parse((await run('version', '-o', 'json')).stdout) as Readonly<Record<string, string>>;
    assert.deepEqual(Object.keys(json), ['version', 'commit', 'buildDate', 'nodeVersion', 'platform']);
    assert.equal(`kubectl wi ${json['version']}\n`, stdout);
    assert.deepEqual([json['nodeVersion'], json['platform']], ['v22.0.0', 'linux/x64']);
    assert.deepEqual(parseYaml((await run('version', '-o', 'yaml')).stdout), json);
  });
});
