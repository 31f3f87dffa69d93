import { build, transform } from 'esbuild';
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
  /** Wrapped scripts by file name; `main.js` comes first. */
  readonly chunks: ReadonlyMap<string, string>;
  /** Names of the npm packages inside, sorted. */
  readonly packages: readonly string[];
}

const entryChunk = 'main.js';

/**
 * Bundles the program behind `entry` into wrapped scripts.
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
    legalComments: 'none',
    logLevel: 'silent',
    define: { __WI_BUILD__: JSON.stringify(JSON.stringify(info)) },
  });
  refuseWarnings(result.warnings);
  const chunks = await Promise.all(
    result.outputFiles.map(async (file) => [path.basename(file.path), await toScript(path.basename(file.path), file.text)] as const),
  );
  chunks.sort(([left], [right]) => (left === entryChunk ? -1 : right === entryChunk ? 1 : left < right ? -1 : 1));
  return { chunks: new Map(chunks), packages: packagesIn(Object.keys(result.metafile.inputs)) };
}

/** One bundled module as a script whose value is a CommonJS function; ASCII, so that it loads as Latin-1. */
async function toScript(name: string, module: string): Promise<string> {
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
  return `(function(exports,require,module,__filename,__dirname){${result.code.trimEnd()}\n})`;
}

function refuseWarnings(warnings: readonly { readonly text: string; readonly location: { readonly file: string; readonly line: number } | null }[]): void {
  if (warnings.length === 0) return;
  const lines = warnings.map(({ text, location }) => (location === null ? text : `${location.file}:${location.line}: ${text}`));
  throw new Error(`the bundler warns:\n${lines.join('\n')}`);
}

function packagesIn(inputs: readonly string[]): readonly string[] {
  const names = inputs.flatMap((input) => {
    const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    return inside === undefined ? [] : [inside];
  });
  return [...new Set(names)].sort();
}
