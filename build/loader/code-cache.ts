import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/**
 * V8's code cache of a script with every function in it compiled, whether or not a run would reach it.
 *
 * Compiled as a whole rather than after a run: what a run compiles hangs on how packets arrive, so two caches of one
 * source would differ; and it starts at least as fast. V8 refuses a cache made under other flags than the reader's.
 * What it compares is computed when it is asked for, so the flags of the compilation are undone before that.
 */
export function compileWhole(name: string, source: string): Buffer {
  setFlagsFromString('--no-lazy');
  // what is compiled first must not be thrown away again, as is usual for code that has not run for a while
  setFlagsFromString('--no-flush-bytecode');
  try {
    const script = new Script(source, { filename: name });
    setFlagsFromString('--lazy');
    setFlagsFromString('--flush-bytecode');
    return script.createCachedData();
  } finally {
    setFlagsFromString('--lazy');
    setFlagsFromString('--flush-bytecode');
  }
}
