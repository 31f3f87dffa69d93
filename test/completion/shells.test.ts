/** The scripts of `completion`, in real shells, on a terminal, against the simulated cluster. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { healthy } from '../../src/sandbox/scenarios/healthy.ts';
import { gatherPrograms, programNamed, type Programs } from './programs.ts';
import { atTerminal, type Shell } from './terminal.ts';

const soon = { timeout: 120_000 };
const loadZsh = 'autoload -U compinit; compinit -u -D';

const shells: readonly Shell[] = [
  { name: 'bash', startUp: 'set -u\nsource <(kubectl-wi completion bash)' },
  { name: 'zsh', startUp: `${loadZsh}\nsource <(kubectl-wi completion zsh)` },
];

/** What is typed before a Tab, and the line it makes. */
const lines: readonly (readonly [typed: string, line: string])[] = [
  ['kubectl-wi doc', 'kubectl-wi doctor '],
  ['kubectl-wi completion pow', 'kubectl-wi completion powershell '],
  ['kubectl-wi explain fic-wh', 'kubectl-wi explain fic-whitespace '],
  ['kubectl-wi doctor dep', 'kubectl-wi doctor deployment '],
  ['kubectl-wi doctor deploy/x sta', 'kubectl-wi doctor deploy/x statefulset/'],
  ['kubectl-wi doctor -n sh', 'kubectl-wi doctor -n shop '],
  ['kubectl-wi doctor -nsh', 'kubectl-wi doctor -nshop '],
  ['kubectl-wi doctor --namespace=sh', 'kubectl-wi doctor --namespace=shop '],
  ['kubectl-wi doctor -n shop deploy ', 'kubectl-wi doctor -n shop deploy orders '],
  ["kubectl-wi doctor -n 'shop' deploy/", "kubectl-wi doctor -n 'shop' deploy/orders "],
  ['kubectl-wi doctor --fail', 'kubectl-wi doctor --fail-on '],
  ['kubectl-wi doctor --output=j', 'kubectl-wi doctor --output=json '],
  ['kubectl-wi doctor -ojs', 'kubectl-wi doctor -ojson '],
  ['kubectl-wi doctor --context=me@sandbox:o', 'kubectl-wi doctor --context=me@sandbox:one '],
  ['kubectl-wi doctor --context me@sand', 'kubectl-wi doctor --context me@sandbox:one '],
  ['kubectl-wi doctor --context me@', 'kubectl-wi doctor --context me@sandbox:one '],
  ['kubectl-wi doctor --kubeconfig ~/conf', 'kubectl-wi doctor --kubeconfig ~/conf'],
  ['kubectl-wi doctor -n nothing-there', 'kubectl-wi doctor -n nothing-there'],
  ['wi doctor dep', 'wi doctor deployment '],
];

describe('completion in a shell', () => {
  let sandbox: Sandbox;
  let programs: Programs;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-shells-'));
    sandbox = await startSandbox(healthy, folder);
    programs = await gatherPrograms(sandbox, folder);
    const { exitCode, stderr } = await programs.run('kubectl', 'config', 'rename-context', 'sandbox', 'me@sandbox:one');
    assert.equal(exitCode, 0, stderr);
  }, { timeout: 45 * 60_000 });
  after(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const shell of shells) {
    // an alias is no program: the script falls back to the plugin
    const withAlias = { ...shell, startUp: `${shell.startUp}\nalias wi=kubectl-wi\n${shell.name === 'zsh' ? 'setopt complete_aliases; compdef _kubectl-wi wi' : 'complete -F __kubectl_wi_complete wi'}` };
    test(`a Tab in ${shell.name} completes commands, flags, values and names`, soon, async () => {
      await atTerminal(withAlias, programs.env, async (type) => {
        for (const [keys, line] of lines) {
          const after = await type(`${keys}\t`);
          assert.equal(after.line, line, after.shown);
        }
      });
    });

    test(`${shell.name} shows what the choices mean`, soon, async () => {
      await atTerminal(shell, programs.env, async (type) => {
        const { shown } = await type('kubectl-wi \t\t');
        assert.match(shown, /doctor .*Find the broken link between a workload and its Key Vault/);
        assert.match(shown, /rbac .*Print the rights that the doctor uses/);
      });
    });

    test(`${shell.name} offers files where a file is wanted, in both forms of a flag`, soon, async () => {
      await atTerminal(shell, programs.env, async (type) => {
        for (const flag of ['--kubeconfig ', '--kubeconfig=']) {
          assert.equal((await type(`kubectl-wi doctor ${flag}${folder}/cluster/adm\t`)).line.trimEnd(), `kubectl-wi doctor ${flag}${folder}/cluster/admin.kubeconfig`);
        }
        assert.equal((await type(`kubectl-wi doctor --cache-dir=${folder}/clus\t`)).line, `kubectl-wi doctor --cache-dir=${folder}/cluster/`);
      });
    });

    test(`${shell.name} counts only what stands before the cursor`, soon, async () => {
      await atTerminal(shell, programs.env, async (type) => {
        const { line } = await type('kubectl-wi doctor --fail --context x\u001bb\u001bb\u0002\u0002\u0002\t');
        assert.equal(line.replaceAll(/ +/g, ' '), 'kubectl-wi doctor --fail-on --context x');
      });
    });

    test(`${shell.name} runs nothing of what is typed`, soon, async () => {
      await atTerminal({ ...shell, startUp: `${shell.startUp}\ncd '${folder}'` }, programs.env, async (type) => {
        for (const word of ['$(touch ran)', '"$(touch ran)"', '${x:=$(touch ran)}', 'a[$(touch ran)]', '`touch ran`']) {
          const { line } = await type(`kubectl-wi doctor -n ${word} --out\t`);
          // behind a backtick bash completes a command of its own
          if (!word.startsWith('`')) assert.equal(line, `kubectl-wi doctor -n ${word} --output `);
          assert.ok(!existsSync(join(folder, 'ran')), word);
        }
      });
    });
  }

  describe('a program that offers commands instead of names', () => {
    let hostile: string;
    before(async () => {
      hostile = join(folder, 'hostile');
      await mkdir(hostile);
      const offers = ['$(touch ran)', '`touch ran`', '; touch ran', 'a[$(touch ran)]', '${x:=$(touch ran)}', "'; touch ran; '", '%F{red}', '-S$(touch ran)', 'a:$(touch ran)'];
      await writeFile(join(hostile, 'offers'), [...offers, ...offers.map((offer) => `x\t${offer}`), ':4+a[$(touch ran)]', ''].join('\n'));
      await writeFile(join(hostile, 'kubectl-wi'), `#!/bin/sh\ntouch '${hostile}/asked'\ncat '${hostile}/offers'\n`);
      await chmod(join(hostile, 'kubectl-wi'), 0o755);
    });
    afterEach(() => rm(join(hostile, 'asked'), { force: true }));

    for (const shell of shells) {
      test(`has none of them run by ${shell.name}`, soon, async () => {
        await atTerminal({ ...shell, startUp: `${shell.startUp}\ncd '${hostile}'; PATH='${hostile}':$PATH` }, programs.env, async (type) => {
          await type('kubectl-wi doctor \t\t');
          await type('kubectl-wi doctor --output=\t\t');
          assert.deepEqual(['asked', 'ran'].map((file) => existsSync(join(hostile, file))), [true, false]);
        });
      });
    }

    test('has none of them run by fish', soon, async () => {
      const { stderr } = await programs.run(programNamed('fish'), '--no-config', '-c', `kubectl-wi completion fish | source; cd '${hostile}'; set PATH '${hostile}' $PATH; complete -C 'kubectl-wi doctor '`);
      assert.equal(stderr, '');
      assert.deepEqual(['asked', 'ran'].map((file) => existsSync(join(hostile, file))), [true, false]);
    });
  });

  test('bash gets its words from COMP_WORDS, however they are parted', soon, async () => {
    const reply = async (...words: readonly string[]): Promise<string> => {
      const line = words.join('');
      const set = `COMP_WORDS=(${words.flatMap((word) => (word === ' ' ? [] : [`'${word}'`])).join(' ')}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; COMP_TYPE=9`;
      const { stdout, stderr } = await programs.run(programNamed('bash'), '--norc', '-uc', `source <(kubectl-wi completion bash); ${set}; __kubectl_wi_complete; printf '%s,' "\${COMPREPLY[@]-}"`);
      assert.equal(stderr, '');
      return stdout;
    };
    assert.equal(await reply('kubectl-wi', ' ', 'doctor', ' ', 'po'), 'pod,');
    assert.equal(await reply('kubectl-wi', ' ', 'doctor', ' ', '--output', '=', 'j'), 'json,');
    assert.equal(await reply('kubectl-wi', ' ', 'doctor', ' ', '--output=j'), '--output=json,');
    assert.equal(await reply('kubectl-wi', ' ', 'doctor', ' ', '--context', ' ', 'me', '@', 'sandbox', ':', 'o'), 'one,');
    assert.equal(await reply('kubectl-wi', ' ', 'doctor', ' ', '--context', ' ', 'me', '@', 'sand'), '@sandbox:one,');
    assert.equal(await reply('kubectl-wi', ' ', 'doctor', ' ', '--context', '=', 'me@sandbox', ':'), 'one,');
    assert.equal(await reply('kubectl-wi', ' ', 'doctor', ' ', '-n', ' ', 'nothing-there'), ',');
  });

  test('fish asks for the same', soon, async () => {
    const fish = programNamed('fish');
    const complete = async (line: string): Promise<string> => {
      const { stdout, stderr } = await programs.run(fish, '--no-config', '-c', `kubectl-wi completion fish | source; complete -C '${line}'`);
      assert.equal(stderr, '');
      return stdout;
    };
    assert.equal(await complete('kubectl-wi doc'), 'doctor\tFind the broken link between a workload and its Key Vault\n');
    assert.equal(await complete('kubectl-wi doctor -n sh'), 'shop\n');
    assert.equal(await complete('kubectl-wi doctor --output=j'), '--output=json\n');
    assert.equal(await complete('kubectl-wi doctor -n shop deploy/'), 'deploy/orders\n');
    assert.equal(await complete(`kubectl-wi doctor --kubeconfig=${folder}/cluster/adm`), `--kubeconfig=${folder}/cluster/admin.kubeconfig\n`);
    assert.equal(await complete(`kubectl-wi doctor --cache-dir ${folder}/clus`), `${folder}/cluster/\tDirectory\n`);
    assert.equal(await complete('kubectl-wi doctor -n nothing-there'), '');
  });

  test('zsh finds the script as a file of fpath', soon, async () => {
    const startUp = `mkdir -p "$ZDOTDIR/functions"; kubectl-wi completion zsh > "$ZDOTDIR/functions/_kubectl-wi"; fpath=("$ZDOTDIR/functions" $fpath)\n${loadZsh}`;
    await atTerminal({ name: 'zsh', startUp }, programs.env, async (type) => {
      assert.equal((await type('kubectl-wi doctor -n shop deploy/\t')).line, 'kubectl-wi doctor -n shop deploy/orders ');
    });
  });
});
