import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { commands } from '../../src/cli/commands/index.ts';
import { helpFlag } from '../../src/cli/flag.ts';
import { parse } from '../../src/cli/parse.ts';
import { readTargets } from '../../src/cli/targets.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const byHand = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/architecture.md'];
const generated = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => path.posix.join('docs', file.replaceAll(path.sep, '/')));
const manifest = JSON.parse(read('package.json')) as Readonly<Record<string, Readonly<Record<string, string>>>>;

function read(file: string): string {
  return readFileSync(path.join(root, file), 'utf8');
}

/** The text without code blocks, and the lines of its shell blocks. */
function partsOf(text: string): { readonly prose: string; readonly shell: readonly string[] } {
  const shell = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, lines = '']) => lines.split('\n'));
  return { prose: text.replaceAll(/^ *```.*?^ *```$/gms, ''), shell };
}

/** A heading's anchor, as GitHub makes it. */
function anchors(file: string): readonly string[] {
  return [...partsOf(read(file)).prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

describe('the pages', () => {
  test('link only to what is there', () => {
    const dead = [...new Set([...byHand, ...generated])].flatMap((file) =>
      [...partsOf(read(file)).prose.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].flatMap(([, link = '']) => {
        const [to = '', anchor] = link.split('#');
        const target = to === '' ? file : path.posix.join(path.posix.dirname(file), to);
        if (!existsSync(path.join(root, target))) return [`${file}: ${link}`];
        return anchor === undefined || anchors(target).includes(anchor) ? [] : [`${file}: ${link}`];
      }),
    );
    assert.deepEqual(dead, []);
  });

  test('name only scripts that npm run knows', () => {
    const names = byHand.flatMap((file) => [...read(file).matchAll(/npm run (?:-s )?([\w:-]+)/g)].map(([, name = '']) => name));
    assert.ok(names.length > 0);
    assert.deepEqual(names.filter((name) => manifest['scripts']?.[name] === undefined), []);
  });

  test('show only commands that the program takes', async () => {
    const lines = byHand.flatMap((file) => partsOf(read(file)).shell).filter((line) => line.startsWith('kubectl wi '));
    assert.ok(lines.length > 10);
    for (const line of lines) {
      const [, , name = '', ...argv] = line.replace(/ [|#].*$/, '').split(/\s+/);
      const command = await commands.find((one) => one.name === name)?.load();
      assert.ok(command !== undefined, `${line}: no such command`);
      const { words } = parse(argv, [...command.flags, helpFlag], 'help');
      if (name === 'doctor') assert.ok(readTargets(words, 'kubectl wi').length > 0, line);
    }
    const inProse = byHand.flatMap((file) => [...partsOf(read(file)).prose.matchAll(/`kubectl wi ([a-z]+)/g)].map(([, name = '']) => name));
    assert.deepEqual(inProse.filter((name) => !commands.some((command) => command.name === name)), []);
  });
});

describe('the architecture', () => {
  const text = read('docs/architecture.md');

  test('says what each dependency is for, and names no other', () => {
    const [, section = ''] = text.split('## Dependencies');
    const [tables = ''] = section.split('\n## ');
    const rows = tables.split('\n').filter((line) => line.startsWith('| `'));
    const named = rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    const own = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.keys(manifest[kind] ?? {}));
    assert.deepEqual(named.toSorted(), own.toSorted());
  });

  test('has a row of import rules for each room', () => {
    const rooms = readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const rows = [...text.matchAll(/^\| `src\/([a-z]+)` \|/gm)].map(([, name]) => name);
    assert.deepEqual(rows.toSorted(), rooms.toSorted());
  });
});
