import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..', '..');
const oxlint = path.join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');

interface Diagnostic {
  readonly code: string;
  readonly filename: string;
}

type Kind = 'value' | 'type';
interface Case {
  /** File under src/ that imports. */
  readonly from: string;
  readonly specifier: string;
  /** What may be imported that way. */
  readonly allows: readonly Kind[];
}

const both = ['value', 'type'] as const;
const typeOnly = ['type'] as const;
const nothing = [] as const;

const cases: readonly Case[] = [
  { from: 'wire/a.ts', specifier: './secret.ts', allows: both },
  { from: 'wire/a.ts', specifier: '../kube/port.ts', allows: nothing },
  { from: 'wire/a.ts', specifier: '../terminal/quote.ts', allows: nothing },

  { from: 'terminal/a.ts', specifier: './quote.ts', allows: both },
  { from: 'terminal/a.ts', specifier: '../wire/secret.ts', allows: nothing },
  { from: 'terminal/a.ts', specifier: '../report/report.ts', allows: nothing },

  { from: 'kube/a.ts', specifier: '../wire/failure.ts', allows: both },
  { from: 'kube/a.ts', specifier: '../azure/port.ts', allows: nothing },
  { from: 'kube/a.ts', specifier: '../evidence/engine.ts', allows: nothing },
  { from: 'kube/a.ts', specifier: '@azure/identity', allows: nothing },

  { from: 'azure/a.ts', specifier: '../wire/failure.ts', allows: both },
  { from: 'azure/a.ts', specifier: '@azure/identity', allows: both },
  { from: 'azure/a.ts', specifier: '../kube/port.ts', allows: nothing },
  { from: 'azure/a.ts', specifier: '@kubernetes/client-node', allows: nothing },
  { from: 'azure/deep/a.ts', specifier: '../../kube/port.ts', allows: nothing },

  { from: 'evidence/a.ts', specifier: '../wire/failure.ts', allows: both },
  { from: 'evidence/a.ts', specifier: '../kube/port.ts', allows: typeOnly },
  { from: 'evidence/a.ts', specifier: '../azure/port.ts', allows: typeOnly },
  { from: 'evidence/a.ts', specifier: '../chain/check.ts', allows: nothing },
  { from: 'evidence/a.ts', specifier: '../report/report.ts', allows: nothing },
  { from: 'evidence/a.ts', specifier: 'node:https', allows: nothing },
  { from: 'evidence/a.ts', specifier: '@azure/keyvault-secrets', allows: nothing },

  { from: 'problems/a.ts', specifier: './problem.ts', allows: both },
  { from: 'problems/a.ts', specifier: '../chain/link.ts', allows: typeOnly },
  { from: 'problems/a.ts', specifier: '../report/report.ts', allows: typeOnly },
  { from: 'problems/a.ts', specifier: '../evidence/subject.ts', allows: typeOnly },
  { from: 'problems/a.ts', specifier: '../kube/port.ts', allows: nothing },
  { from: 'problems/a.ts', specifier: '../terminal/quote.ts', allows: nothing },

  { from: 'chain/pod/a.ts', specifier: '../check.ts', allows: both },
  { from: 'chain/pod/a.ts', specifier: '../../problems/pod.ts', allows: both },
  { from: 'chain/pod/a.ts', specifier: '../../evidence/pods.ts', allows: both },
  { from: 'chain/pod/a.ts', specifier: '../../wire/failure.ts', allows: typeOnly },
  { from: 'chain/pod/a.ts', specifier: '../../report/report.ts', allows: typeOnly },
  { from: 'chain/pod/a.ts', specifier: '../../kube/port.ts', allows: nothing },
  { from: 'chain/pod/a.ts', specifier: '../../azure/port.ts', allows: nothing },
  { from: 'chain/pod/a.ts', specifier: '../../sandbox/scenario.ts', allows: nothing },
  { from: 'chain/pod/a.ts', specifier: '../../cli/dispatch.ts', allows: nothing },
  { from: 'chain/a.ts', specifier: '../kube/port.ts', allows: nothing },
  { from: 'chain/a.ts', specifier: 'node:fs', allows: nothing },

  { from: 'report/a.ts', specifier: './report.ts', allows: both },
  { from: 'report/a.ts', specifier: '../terminal/style.ts', allows: both },
  { from: 'report/a.ts', specifier: '../chain/link.ts', allows: typeOnly },
  { from: 'report/a.ts', specifier: '../evidence/engine.ts', allows: typeOnly },
  { from: 'report/a.ts', specifier: '../problems/problem.ts', allows: typeOnly },
  { from: 'report/a.ts', specifier: 'node:fs', allows: nothing },

  { from: 'bind/a.ts', specifier: '../evidence/engine.ts', allows: both },
  { from: 'bind/a.ts', specifier: '../kube/port.ts', allows: typeOnly },
  { from: 'bind/a.ts', specifier: '../report/report.ts', allows: nothing },
  { from: 'bind/writers/a.ts', specifier: '../../terminal/quote.ts', allows: both },
  { from: 'bind/writers/a.ts', specifier: '../../report/report.ts', allows: nothing },
  { from: 'bind/writers/a.ts', specifier: '../../azure/write-port.ts', allows: typeOnly },

  { from: 'probe/a.ts', specifier: '../evidence/pod-view.ts', allows: both },
  { from: 'probe/a.ts', specifier: '../azure/entra-answer.ts', allows: both },
  { from: 'probe/a.ts', specifier: '../kube/write-port.ts', allows: typeOnly },
  { from: 'probe/a.ts', specifier: '../chain/check.ts', allows: nothing },
  { from: 'probe/a.ts', specifier: 'node:https', allows: nothing },
  { from: 'evidence/a.ts', specifier: '../probe/plan.ts', allows: nothing },
  { from: 'chain/a.ts', specifier: '../probe/plan.ts', allows: nothing },
  { from: 'kube/a.ts', specifier: '../probe/plan.ts', allows: nothing },

  { from: 'sandbox/a.ts', specifier: './azure/entra.ts', allows: both },
  { from: 'sandbox/azure/a.ts', specifier: '../kubernetes/server.ts', allows: both },
  { from: 'sandbox/azure/a.ts', specifier: '../azure/entra.ts', allows: both },
  { from: 'sandbox/a.ts', specifier: '../azure/port.ts', allows: typeOnly },
  { from: 'sandbox/azure/a.ts', specifier: '../../azure/port.ts', allows: typeOnly },
  { from: 'sandbox/azure/a.ts', specifier: '../../kube/port.ts', allows: typeOnly },
  { from: 'sandbox/azure/a.ts', specifier: '../../wire/secret.ts', allows: typeOnly },

  { from: 'sandbox/azure/a.ts', specifier: '../../cli/dispatch.ts', allows: nothing },

  { from: 'cli/commands/a.ts', specifier: '../../kube/port.ts', allows: both },
  { from: 'cli/commands/a.ts', specifier: '../../sandbox/scenario.ts', allows: both },
  { from: 'cli/commands/a.ts', specifier: '../flags.ts', allows: both },
  { from: 'cli/a.ts', specifier: '../main.ts', allows: nothing },
  { from: 'main.ts', specifier: './cli/dispatch.ts', allows: both },
];

const rooms = ['wire', 'terminal', 'kube', 'azure', 'evidence', 'problems', 'chain', 'report', 'bind', 'probe', 'sandbox'];

/** Each statement kind that carries a name across a file boundary. */
const statements = {
  value: (specifier: string) => [`import { name } from '${specifier}';\nexport const copy = name;\n`, `export { name } from '${specifier}';\n`],
  type: (specifier: string) => [`import type { Name } from '${specifier}';\nexport type Copy = Name;\n`],
} satisfies Record<Kind, (specifier: string) => readonly string[]>;

describe('the import rules of the rooms', () => {
  let folder = '';
  let refused: ReadonlySet<string> = new Set();
  const planned: { readonly file: string; readonly sentence: string; readonly expected: boolean }[] = [];

  function plan(from: string, source: string, sentence: string, expected: boolean): void {
    const file = path.posix.join('src', path.posix.dirname(from), `import-${planned.length}.ts`);
    const target = from === 'main.ts' ? 'src/main.ts' : file;
    planned.push({ file: target, sentence, expected });
    mkdirSync(path.join(folder, path.dirname(target)), { recursive: true });
    writeFileSync(path.join(folder, target), source);
  }

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'kubectl-wi-rules-'));
    cpSync(path.join(root, '.oxlintrc.json'), path.join(folder, '.oxlintrc.json'));
    for (const { from, specifier, allows } of cases) {
      for (const kind of both) {
        for (const source of statements[kind](specifier)) {
          plan(from, source, `${from}: ${source.split('\n')[0] ?? ''}`, !allows.includes(kind));
        }
      }
    }
    for (const room of rooms) {
      for (const specifier of ['../cli/dispatch.ts', '../main.ts']) {
        for (const source of [...statements.value(specifier), ...statements.type(specifier)]) {
          plan(`${room}/a.ts`, source, `${room}: ${source.split('\n')[0] ?? ''}`, true);
        }
      }
    }
    refused = refusedFiles(folder);
  });

  after(() => rmSync(folder, { recursive: true }));

  test('refuse every forbidden import', () => {
    const passed = planned.filter(({ file, expected }) => expected && !refused.has(file));
    assert.deepEqual(passed.map(({ sentence }) => sentence), []);
    assert.ok(planned.some(({ expected }) => expected));
  });

  test('let every allowed import pass', () => {
    const stopped = planned.filter(({ file, expected }) => !expected && refused.has(file));
    assert.deepEqual(stopped.map(({ sentence }) => sentence), []);
    assert.ok(planned.some(({ expected }) => !expected));
  });

  test('know every room that exists', () => {
    const found = readdirSync(path.join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(found.map(({ name }) => name).filter((name) => name !== 'cli' && !rooms.includes(name)), []);
  });

  test('see a circle of imports', () => {
    const circle = path.join(folder, 'circle');
    mkdirSync(circle);
    cpSync(path.join(root, '.oxlintrc.json'), path.join(circle, '.oxlintrc.json'));
    writeFileSync(path.join(circle, 'one.ts'), "import { two } from './two.ts';\nexport const one = (): number => two();\n");
    writeFileSync(path.join(circle, 'two.ts'), "import { one } from './one.ts';\nexport const two = (): number => one();\n");
    assert.ok(lint(circle).some(({ code }) => code === 'import(no-cycle)'));
  });
});

function refusedFiles(folder: string): ReadonlySet<string> {
  const refusals = lint(folder).filter(({ code }) => code === 'eslint(no-restricted-imports)');
  return new Set(refusals.map(({ filename }) => filename.replaceAll('\\', '/')));
}

function lint(folder: string): readonly Diagnostic[] {
  const run = spawnSync(process.execPath, [oxlint, '--format=json'], { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  assert.equal(run.stderr, '');
  return (JSON.parse(run.stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
}
