import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readListedObjects, type ListedObject, type ListedObjects } from './listed-objects.ts';

function item(fields: Readonly<Record<string, string>>): string {
  return `  - |\n${Object.entries(fields)
    .map(([name, value]) => `    ${name}: ${value}\n`)
    .join('')}`;
}

function only(read: ListedObjects): ListedObject {
  assert.ok(read.state === 'listed' && read.objects.length === 1 && read.objects[0] !== undefined, JSON.stringify(read));
  return read.objects[0];
}

async function malformed(text: string): Promise<{ readonly at?: number; readonly message: string }> {
  const read = await readListedObjects(text);
  assert.ok(read.state === 'malformed', JSON.stringify(read));
  return read;
}

describe('the objects of a SecretProviderClass', () => {
  test('are texts in a list, each of which is a map again', async () => {
    const text = `array:\n${item({ objectName: 'db-password', objectType: 'secret' })}${item({ objectName: 'tls', objectType: 'cert', objectAlias: 'tls.crt', objectVersion: '"  0123 "' })}`;
    const read = await readListedObjects(text);
    assert.ok(read.state === 'listed');
    assert.deepEqual(
      read.objects.map(({ name, type, file, version, history }) => ({ name, type, file, version, history })),
      [
        { name: 'db-password', type: 'secret', file: 'db-password', version: '', history: 0 },
        { name: 'tls', type: 'cert', file: 'tls.crt', version: '0123', history: 0 },
      ],
    );
  });

  test('keep a number and a truth as they were written', async () => {
    const read = only(await readListedObjects(`array:\n${item({ objectName: '007', objectType: 'secret', objectVersion: '0123e4', filePermission: '0644', objectAlias: 'true', objectVersionHistory: '3' })}`));
    assert.deepEqual([read.name, read.version, read.permission, read.file, read.history], ['007', '0123e4', '0644', 'true', 3]);
  });

  test('are unset where nothing is written, and none where the list is empty or has another name', async () => {
    for (const text of ['', ' \n']) assert.deepEqual(await readListedObjects(text), { state: 'unset' });
    for (const text of ['array: []', 'array:', 'objects:\n  - |\n    objectName: a']) assert.deepEqual(await readListedObjects(text), { state: 'listed', objects: [] });
  });

  test('are malformed as a list of maps, which nobody but the provider minds', async () => {
    const { at, message } = await malformed('array:\n  - objectName: a\n    objectType: secret\n');
    assert.deepEqual([at, message], [undefined, 'item 0 of array is a map; the provider wants a text: begin it with "- |"']);
  });

  test('are malformed without array:, with a tab, and as no YAML; the place of a bad item is told', async () => {
    assert.match((await malformed('- |\n  objectName: a')).message, /array:/);
    assert.match((await malformed('array:\n\t- a')).message, /\(line 2\)$/);
    assert.match((await malformed('just words')).message, /no map/);
    assert.equal((await malformed(`array:\n${item({ objectName: 'a' })}  - |\n    objectName: b: c`)).at, 1);
    assert.equal((await malformed('array:\n  - just words')).at, 0);
    assert.match((await malformed(`array:\n${item({ objectName: '[a]' })}`)).message, /objectName is a list/);
    assert.match((await malformed(`array:\n${item({ objectVersionHistory: 'many' })}`)).message, /whole number: many/);
  });

  test('never throw, whatever is written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('array', ':', ' ', '\n', '- ', '|', '&a', '*a', '{', '}', '[', ']', 'objectName', '!!binary', '"', '?') })), async (text) => {
        const read = await readListedObjects(text);
        assert.ok(['unset', 'malformed', 'listed'].includes(read.state));
        if (read.state === 'malformed') assert.match(read.message, /^\S[^\n]*$/);
      }),
    );
  });
});
