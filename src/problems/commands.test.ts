import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { quoteCommand } from '../terminal/quote.ts';
import { ficNone } from './federated-credential/fic-none.ts';
import { lookUps } from './placeholders.ts';
import { describeProblem, found, type FoundProblem } from './problem.ts';
import { samples } from './testing/samples.ts';

const kinds = ['pod', 'deployment', 'statefulset', 'daemonset', 'replicaset', 'job', 'cronjob', 'serviceaccount', 'secretproviderclass'];
const { presented, identity } = ficNone.example;
const application = { ...identity, kind: 'application' } as const;

function commandsOf(sample: FoundProblem): readonly (readonly string[])[] {
  return describeProblem(sample).fix.flatMap(({ argv }) => (argv.length === 0 ? [] : [argv]));
}

for (const shell of ['sh', 'bash']) {
  test(`every command that an example mends with survives ${shell} unchanged`, () => {
    const argvs = samples.flatMap(commandsOf);
    const tools = [...new Set(argvs.flatMap(([tool]) => tool ?? []))];
    // each tool is a function that says which arguments it was called with
    const script = [...tools.map((tool) => `${tool}() { printf '%s\\0' ${tool} "$@"; printf '\\n\\0'; }`), ...argvs.map((argv) => quoteCommand(argv, 'posix'))].join('\n');
    const { stdout, stderr, status } = spawnSync(shell, ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' } });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    const called = stdout.split('\n\0').slice(0, -1).map((words) => words.split('\0').slice(0, -1));
    assert.deepEqual(called, argvs);
  });
}

test('where an identity has no room for another credential, making room comes before creating one', () => {
  for (const full of [identity, application].map((one) => ({ ...one, full: true as const }))) {
    const commands = commandsOf(found(ficNone, { presented, identity: full }));
    assert.deepEqual(commands.map((argv) => argv.find((word) => /^(list|delete|create)$/.test(word))), ['list', 'delete', 'create']);
  }
});

test('a command begins with the tool that its step names, and a note has none', () => {
  for (const sample of samples) {
    for (const { tool, argv } of describeProblem(sample).fix) {
      assert.equal(argv[0], tool === 'note' ? undefined : tool === 'wi' ? 'kubectl' : tool, sample.problem.code);
      assert.ok(argv.every((word) => word !== ''), sample.problem.code);
    }
  }
});

/** Words of ours: what the code chooses from a closed set, and never takes from the world. */
const closed = new Set(['kind', 'later', 'differs', 'result', 'reason', 'state', 'generation', 'parameter', 'flags', 'uses']);
/** Of a vault's object; a SecretProviderClass may write anything else. */
const types = new Set(['secret', 'key', 'cert']);

/** Replaces every string that came from outside, however deep; an owner gets this kind. */
function withForeign(value: unknown, text: () => string, kind: string, key = ''): unknown {
  if (typeof value === 'string') return key === 'kind' && kinds.includes(value) ? kind : closed.has(key) || (key === 'type' && types.has(value)) ? value : text();
  if (Array.isArray(value)) return value.map((item) => withForeign(item, text, kind, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withForeign(item, text, kind, name)]));
}

/**
 * The words of a problem's commands: those of its samples, where nothing matches a grammar our own words with holes,
 * and the look-ups, of which others are needed where only some of the values match.
 */
function allowedWords({ problem }: FoundProblem): readonly string[] {
  const own = samples.filter((sample) => sample.problem === problem);
  // a list of nothing but what is taken out of it is a command of its own
  const holes = own.flatMap((sample) => ['\u0001', ''].flatMap((text) => kinds.map((kind) => ({ ...sample, data: withForeign(sample.data, () => text, kind) }))));
  return [...new Set([...[...own, ...holes].flatMap((sample) => commandsOf(sample).flat()), ...lookUps.flatMap(({ argv }) => argv)])];
}

const hole = /<[a-z-]+>/g;
/* What may stand in a hole: no space, quote, `$`, backtick, `;`, `&`, `|`, newline or control character. */
const safe = String.raw`(?:<[a-z-]+>|[A-Za-z0-9/:._~%()-]+)`;

function patternOf(word: string): RegExp {
  // the one word with a list of names in it
  const filled = word.includes('skip-containers') ? `${safe}(?:;${safe})*` : safe;
  const fixed = word.split(hole).map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  // a word that begins with a hole may not become an option
  return new RegExp(`^${fixed[0] === '' ? '(?!-)' : ''}${fixed.join(filled)}$`);
}

const wellFormed = ['5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab', 'orders', 'https://issuer.example/cluster/', 'system:serviceaccount:shop:orders', 'api://AzureADTokenExchange', 'https://westeurope.oic.prod-aks.azure.com/x/', '/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg', '10.0.0.1'];
const hostile = ['$(touch x)', '`touch x`', "'; rm -rf /", '"; rm -rf / #', '\n', '\r\nrm -rf /', '\u001b[2J', '\u009b2J', '\u202e', '\0', '--yes', '-o', '&& curl evil', '| sh', '<(sh)', '${IFS}', '*', '~root', '%s', '\\', ' ', '', '\ud800', '__proto__'];
const foreignText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.constantFrom(...wellFormed),
  fc.tuple(fc.constantFrom(...wellFormed), fc.constantFrom(...hostile)).chain(([good, bad]) => fc.constantFrom(good + bad, bad + good)),
  fc.string({ unit: 'binary' }),
);

test('whatever the world says, a command holds our words, placeholders and words of a safe grammar alone', () => {
  const patterns = samples.map((sample) => allowedWords(sample).map(patternOf));
  fc.assert(
    fc.property(fc.nat(samples.length - 1), fc.infiniteStream(foreignText), fc.constantFrom(...kinds), (index, foreign, kind) => {
      const [sample, allowed] = [samples[index], patterns[index]];
      assert.ok(sample !== undefined && allowed !== undefined);
      const data = withForeign(sample.data, () => foreign.next().value as string, kind);
      for (const word of commandsOf({ ...sample, data }).flat()) {
        assert.ok(allowed.some((pattern) => pattern.test(word)) || new RegExp(`^(?!-)${safe}$`).test(word), `${sample.problem.code}: ${JSON.stringify(word)}`);
      }
    }),
    { numRuns: 3000 },
  );
});

test('whatever the world says, it is described', () => {
  fc.assert(
    fc.property(fc.nat(samples.length - 1), fc.infiniteStream(foreignText), fc.constantFrom(...kinds), (index, foreign, kind) => {
      const sample = samples[index];
      assert.ok(sample !== undefined);
      const { what, why, fix } = describeProblem({ ...sample, data: withForeign(sample.data, () => foreign.next().value as string, kind) });
      assert.ok(what !== '' && why !== '' && fix.length > 0, sample.problem.code);
    }),
    { numRuns: 1000 },
  );
});
