import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { cacheName, ensureBinaries, ensureKubelet, requiredVersion } from './binaries.ts';

test('KUBEBUILDER_ASSETS goes first, and the cache fills in what it does not have', async (context) => {
  const root = await temporaryFolder(context);
  const assets = join(root, 'assets');
  for (const program of ['kube-apiserver', 'etcd', 'kubectl']) await writeProgram(assets, program);
  const cached = join(root, 'cache', 'kubectl-wi', await cacheName(sourceOf('kubernetes'), 'kubernetes', await pinned('kubernetes', 'k8s.io/kubernetes')));
  await writeProgram(cached, 'kubernetes');
  assert.deepEqual(await ensureBinaries({ KUBEBUILDER_ASSETS: assets, XDG_CACHE_HOME: join(root, 'cache'), PATH: '' }), {
    apiserver: join(assets, 'kube-apiserver'),
    controllerManager: join(cached, 'kube-controller-manager'),
    scheduler: join(cached, 'kube-scheduler'),
    kubectl: join(assets, 'kubectl'),
    etcd: join(assets, 'etcd'),
  });
  assert.equal(await readlink(join(cached, 'kube-scheduler')), 'kubernetes');
  assert.equal(await ensureKubelet({ KUBEBUILDER_ASSETS: assets, XDG_CACHE_HOME: join(root, 'cache'), PATH: '' }), join(cached, 'kubelet'));
});

test('a binary of other Go sources is not taken from the cache, even at the same version', async (context) => {
  const root = await temporaryFolder(context);
  const names: string[] = [];
  for (const main of ['package main', 'package main // two']) {
    await writeFile(join(root, 'main.go'), main);
    names.push(await cacheName(root, 'kubernetes', '1.36.3'), await cacheName(root, 'kubernetes', '1.36.3'));
  }
  await writeFile(join(root, 'kubelet_linux.go'), '');
  names.push(await cacheName(root, 'kubernetes', '1.36.3'));
  assert.equal(names[0], names[1]);
  assert.equal(new Set(names).size, 3);
  assert.ok(names.every((name) => /^kubernetes-1\.36\.3-[0-9a-f]{12}$/.test(name)), names.join(' '));
});

test('without Go and without a cache it says what is needed and where it looked', async (context) => {
  const root = await temporaryFolder(context);
  await assert.rejects(ensureBinaries({ XDG_CACHE_HOME: root, PATH: '' }), (error: Error) => {
    assert.match(error.message, /is needed for the cluster tests, and is neither in KUBEBUILDER_ASSETS nor at .*; building it needs Go on the PATH/);
    assert.ok(error.message.includes(root));
    return true;
  });
});

test('the version is the one that go.mod requires, also inside a block', () => {
  assert.equal(requiredVersion('module x\n\nrequire go.etcd.io/etcd/server/v3 v3.7.3\n', 'go.etcd.io/etcd/server/v3'), '3.7.3');
  assert.equal(requiredVersion('require (\n\tk8s.io/kubectl v0.0.0\n\tk8s.io/kubernetes v1.36.3\n)\n', 'k8s.io/kubernetes'), '1.36.3');
  assert.throws(() => requiredVersion('module x\n', 'k8s.io/kubernetes'), /requires no k8s.io\/kubernetes/);
});

async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-binaries-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function writeProgram(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), '#!/bin/sh\n', { mode: 0o755 });
}

function sourceOf(module: string): string {
  return join(import.meta.dirname, 'go', module);
}

async function pinned(module: string, versionOf: string): Promise<string> {
  return requiredVersion(await readFile(join(sourceOf(module), 'go.mod'), 'utf8'), versionOf);
}
