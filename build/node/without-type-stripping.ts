/** What a WebAssembly module begins with, in base64. */
const wasm = Buffer.from('from("AGFzbQEAAAAB', 'latin1');
/** The compiler is 3.3 MB; the next one, of undici, 65 kB. */
const longerThan = 1_000_000;

/**
 * Blanks the TypeScript compiler that Node carries for `--experimental-strip-types`: 1.2 MB of an archive.
 *
 * It is the one WebAssembly module of more than a megabyte, as a string in a script that nothing loads here: the
 * executable takes no flags for Node. The string keeps its length, so nothing else moves. Throws unless there is
 * exactly one, so that another Node is looked at again.
 */
export function blankTypeStripping(node: Buffer): Buffer {
  const found: [start: number, end: number][] = [];
  for (let at = node.indexOf(wasm); at >= 0; at = node.indexOf(wasm, at + 1)) {
    const start = at + 'from("'.length;
    const end = node.indexOf('"', start, 'latin1');
    if (end - start > longerThan) found.push([start, end]);
  }
  const [only, ...more] = found;
  if (only === undefined || more.length > 0) throw new Error(`${found.length} WebAssembly modules of more than ${longerThan} bytes in this Node, one was expected`);
  const blanked = Buffer.from(node);
  blanked.fill('A', ...only, 'latin1');
  return blanked;
}
