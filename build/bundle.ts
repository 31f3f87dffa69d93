import { build, transform, type Metafile, type Plugin } from 'esbuild';
import { createHash } from 'node:crypto';
import path from 'node:path';

/** What the executable says about itself; `src/cli/version.ts` reads it as the JSON text `__WI_BUILD__`. */
export interface BuildInfo {
  readonly version: string;
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly date: string;
}

/** The program as scripts that the loader runs: one for each command, and what several of them share. */
export interface Bundle {
  /** Scripts by file name, `main.js` first; each gives a table of modules. */
  readonly chunks: ReadonlyMap<string, string>;
  /** Folders of the npm packages inside, as package-lock.json names them (`node_modules/zod`), sorted. */
  readonly packages: readonly string[];
  /** Tells this bundle from every other one. */
  readonly id: string;
}

const entryChunk = 'main.js';
const root = path.resolve(import.meta.dirname, '..');

/**
 * Bundles the program behind `entry` into scripts.
 *
 * Each `import('./…')` becomes a chunk of its own, so a command costs only what it uses: the eager bundle needs
 * three times as long for `version`. Scripts rather than modules, because V8 takes a code cache made after a
 * warm-up only through `vm.Script`. A warning of esbuild is an error: all of them so far were real.
 */
export async function bundle(entry: string, info: BuildInfo): Promise<Bundle> {
  const result = await build({
    entryPoints: { main: entry },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    outdir: 'chunks',
    chunkNames: '[name]-[hash]',
    write: false,
    metafile: true,
    absWorkingDir: root,
    plugins: [leanClientNode],
    legalComments: 'none',
    logLevel: 'silent',
    define: {
      __WI_BUILD__: JSON.stringify(JSON.stringify(info)),
      // The Azure SDKs ask of each body whether it is a form. Nobody here sends one, and in Node the mere name loads
      // all of fetch: 15 ms of a run.
      FormData: 'undefined',
    },
  });
  refuseWarnings(result.warnings);
  const modules = await Promise.all(
    result.outputFiles.map(async (file) => [path.basename(file.path), await toFunction(path.basename(file.path), file.text)] as const),
  );
  const chunks = joinStart(new Map(modules.toSorted(([left], [right]) => (left < right ? -1 : 1))), startOf(result.metafile));
  return { chunks: new Map(chunks), packages: packagesIn(result.metafile), id: digestOf(chunks) };
}

/**
 * client-node is used for one class, and does not say that its modules can be left away where nothing uses them:
 * without this, the models of every Kubernetes API are the largest part of the bundle.
 */
const leanClientNode: Plugin = {
  name: 'lean-client-node',
  setup({ onResolve, resolve }) {
    const seen = Symbol('resolved once');
    onResolve({ filter: /^(\.|@kubernetes\/client-node)/ }, async ({ path: specifier, importer, resolveDir, kind, pluginData }) => {
      const inside = importer.includes('@kubernetes/client-node/') || importer.includes('@kubernetes\\client-node\\');
      // the one module that is there for what it does
      if (pluginData === seen || specifier === './polyfill.js' || (specifier.startsWith('.') && !inside)) return undefined;
      return { ...(await resolve(specifier, { importer, resolveDir, kind, pluginData: seen })), sideEffects: false };
    });
  },
};

function digestOf(chunks: readonly (readonly [name: string, text: string])[]): string {
  const hash = createHash('sha256');
  for (const [name, text] of chunks) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** The chunks that every start loads: what main needs, and what it imports next, where that is one thing. */
function startOf({ outputs }: Metafile): ReadonlySet<string> {
  const imports = (name: string, kind: string): readonly string[] =>
    (outputs[`chunks/${name}`]?.imports ?? []).filter((one) => one.kind === kind && one.path.startsWith('chunks/')).map((one) => path.basename(one.path));
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    imports(name, 'import-statement').forEach(add);
  };
  add(entryChunk);
  const next = imports(entryChunk, 'dynamic-import');
  if (next.length === 1) next.forEach(add);
  return found;
}

/** Scripts whose value is a table of modules: one for each chunk, but one for all that a start loads, since each costs a little. */
function joinStart(modules: ReadonlyMap<string, string>, start: ReadonlySet<string>): readonly (readonly [name: string, script: string])[] {
  const table = (names: readonly string[]): string => `({${names.map((name) => `${JSON.stringify(name)}:${modules.get(name) ?? ''}`).join(',\n')}})`;
  const others = [...modules.keys()].filter((name) => !start.has(name));
  return [[entryChunk, table([...start])], ...others.map((name) => [name, table([name])] as const)];
}

/** One bundled module as a CommonJS function; ASCII, so that it loads as Latin-1. */
async function toFunction(name: string, module: string): Promise<string> {
  const result = await transform(module, {
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    minify: true,
    charset: 'ascii',
    logLevel: 'silent',
    sourcefile: name,
    supported: { 'dynamic-import': false },
    // There is no such file inside the executable: a package that asks where it lies hears where the executable is.
    ...(module.includes('import.meta.url')
      ? { define: { 'import.meta.url': '__url' }, banner: 'const __url=require("node:url").pathToFileURL(__filename).href;' }
      : {}),
  });
  refuseWarnings(result.warnings);
  return `function(exports,require,module,__filename,__dirname){${result.code.trimEnd()}\n}`;
}

function refuseWarnings(warnings: readonly { readonly text: string; readonly location: { readonly file: string; readonly line: number } | null }[]): void {
  if (warnings.length === 0) return;
  const lines = warnings.map(({ text, location }) => (location === null ? text : `${location.file}:${location.line}: ${text}`));
  throw new Error(`the bundler warns:\n${lines.join('\n')}`);
}

/** The packages of which at least a byte is in the output: much of what is read is left away again. */
function packagesIn({ outputs }: Metafile): readonly string[] {
  const folders = Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => {
      const [folder] = bytesInOutput > 0 ? (/.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []) : [];
      return folder === undefined ? [] : [folder];
    }),
  );
  return [...new Set(folders)].sort();
}
