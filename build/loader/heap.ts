/** A run that is still at it by then looks at a whole cluster; the others are over, and have loaded what they need. */
const longRunMs = 400;

/**
 * Lets the heap of a long run grow in small steps: a quarter less memory for a whole cluster, at no cost of time.
 *
 * Not by flags at the start: V8 compares flags before it takes code from a cache, and what Node itself carries was
 * made without any. Every start would then compile Node's own modules, which takes as long as the rest of it.
 */
export function growSlowlyLater(): void {
  setTimeout(() => {
    setFlags('--heap-growing-percent=30', '--semi-space-growth-factor=1');
  }, longRunMs).unref();
}

/** Undoes it, for a code cache that a start will take. */
export function growAsUsual(): void {
  setFlags('--heap-growing-percent=0', '--semi-space-growth-factor=2');
}

/** Loads `node:v8` only now: a start pays for each module. */
function setFlags(...flags: readonly string[]): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  flags.forEach((flag) => setFlagsFromString(flag));
}
