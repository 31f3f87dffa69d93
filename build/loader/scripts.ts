import { Script } from 'node:vm';

/** One chunk as it is stored: ASCII text, and the code cache for exactly this Node where there is one. */
interface StoredScript {
  readonly source: Uint8Array;
  readonly cache: Uint8Array | undefined;
}

type Module = (exports: unknown, require: unknown, module: unknown, file: string, folder: string) => void;

/**
 * Makes the `require` of the bundle: relative names are chunks, everything else is built into Node.
 *
 * A script gives a table of modules, at least the one that it is named after. A cache that V8 refuses only costs
 * time, so it is not an error.
 */
export function chunkLoader(
  read: (name: string) => StoredScript,
  builtin: (name: string) => unknown,
  executable: string,
): (specifier: string) => unknown {
  const modules = new Map<string, { exports: unknown }>();
  const tables: Record<string, Module> = {};

  function moduleNamed(name: string): Module {
    if (tables[name] === undefined) {
      const { source, cache } = read(name);
      const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1');
      const script = new Script(text, { filename: name, ...(cache === undefined ? {} : { cachedData: cache }) });
      Object.assign(tables, script.runInThisContext());
    }
    const found = tables[name];
    if (found === undefined) throw new Error(`the script ${name} has no such module`);
    return found;
  }

  function requireChunk(specifier: string): unknown {
    if (!specifier.startsWith('./')) return builtin(specifier);
    const name = specifier.slice(2);
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(name, module);
    moduleNamed(name)(module.exports, requireChunk, module, executable, executable);
    return module.exports;
  }
  return requireChunk;
}
