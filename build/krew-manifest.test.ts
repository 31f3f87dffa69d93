import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';

import { checksumsIn, isComplete, krewManifest } from './krew-manifest.ts';
import { archiveName, targets } from './targets.ts';

const root = path.resolve(import.meta.dirname, '..');
const template = readFileSync(path.join(root, 'plugin.yaml'), 'utf8');
const all = new Map(targets.map((target, at) => [archiveName(target), String(at).repeat(64)]));

interface Manifest {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly version: string;
    readonly shortDescription: string;
    readonly platforms: readonly { readonly selector: { readonly matchLabels: unknown }; readonly uri: string; readonly sha256: string; readonly bin: string }[];
  };
}

describe('the krew manifest', () => {
  const manifest = krewManifest(template, '1.2.3', all);

  test('has a platform for every target, each with its archive, hash and executable', () => {
    const { spec } = parse(manifest) as Manifest;
    assert.equal(spec.version, 'v1.2.3');
    assert.deepEqual(
      spec.platforms.map(({ selector, uri, sha256, bin }) => ({ ...(selector.matchLabels as object), uri, sha256, bin })),
      targets.map((target, at) => ({
        os: target.os,
        arch: target.cpu,
        uri: `https://github.com/kubectl-wi/kubectl-wi/releases/download/v1.2.3/${archiveName(target)}`,
        sha256: String(at).repeat(64),
        bin: target.os === 'windows' ? 'kubectl-wi.exe' : 'kubectl-wi',
      })),
    );
    assert.ok(isComplete(checksumsIn(manifest)));
  });

  test('keeps to what the reviewers of krew-index ask of words', () => {
    const { metadata, spec } = parse(manifest) as Manifest;
    assert.equal(metadata.name, 'wi');
    assert.ok(spec.shortDescription.length <= 50 && !/kubectl|plugin|\.$/i.test(spec.shortDescription), spec.shortDescription);
    assert.ok(manifest.split('\n').every((line) => line.length <= 80 || line.includes('https://') || line.includes('sha256')));
  });

  test('leaves away a platform whose archive is not there', () => {
    const one = krewManifest(template, '1.2.3', new Map([...all].slice(0, 1)));
    assert.deepEqual([...checksumsIn(one).keys()], ['kubectl-wi_linux_amd64.tar.gz']);
    assert.ok(!isComplete(checksumsIn(one)));
  });

  test('is not made with a placeholder that nothing fills', () => {
    assert.throws(() => krewManifest(template.replace('{{ version }}', '{{ release }}'), '1.2.3', all), /a placeholder that nothing fills/);
  });
});

/** What is wrong with a published manifest: it has to be the template's, for its own version and hashes. */
function publishedFaults(published: string): readonly string[] {
  const { spec } = parse(published) as Manifest;
  const checksums = checksumsIn(published);
  if (!isComplete(checksums)) return ['a target has no platform'];
  return krewManifest(template, spec.version.slice(1), checksums) === published ? [] : ['differs from the template'];
}

test('the manifest that this repository publishes, as an index of krew, is what the template gives', () => {
  const manifest = krewManifest(template, '1.2.3', all);
  assert.deepEqual(publishedFaults(manifest), []);
  assert.deepEqual(publishedFaults(manifest.replace('Diagnose', 'Repair')), ['differs from the template']);
  assert.deepEqual(publishedFaults(krewManifest(template, '1.2.3', new Map([...all].slice(1)))), ['a target has no platform']);
  // Before the first release there is none: hashes of archives that nobody can download would be made up.
  const file = path.join(root, 'plugins', 'wi.yaml');
  assert.deepEqual(existsSync(file) ? publishedFaults(readFileSync(file, 'utf8')) : [], []);
});
