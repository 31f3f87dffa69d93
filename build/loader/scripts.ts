import { Script } from 'node:vm';

/** One chunk as it is stored: ASCII text, and the code cache for exactly this Node where there is one. */
interface StoredScript {
  readonly source: Uint8Array;
  readonly cache: Uint8Array | undefined;
}

/**
 * Makes the `require` of the bundle: relative names are chunks, everything else is built into Node.
 *
 * A cache that V8 refuses only costs time, so it is not an error.
 */
export function chunkLoader(
  read: (name: string) => StoredScript,
  builtin: (name: string) => unknown,
  executable: string,
): (specifier: string) => unknown {
  const modules = new Map<string, { exports: unknown }>();

  function requireChunk(specifier: string): unknown {
    if (!specifier.startsWith('./')) return builtin(specifier);
    const name = specifier.slice(2);
    const known = modules.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    modules.set(name, module);
    const { source, cache } = read(name);
    const text = Buffer.from(source.buffer, source.byteOffset, source.byteLength).toString('latin1');
    const script = new Script(text, { filename: name, ...(cache === undefined ? {} : { cachedData: cache }) });
    const run = script.runInThisContext() as (...parameters: unknown[]) => void;
    run(module.exports, requireChunk, module, executable, executable);
    return module.exports;
  }
  return requireChunk;
}
