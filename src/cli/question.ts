import type { Host } from './host.ts';

/** Asks on the terminal; anything but yes is no. */
export async function saysYes(question: string, host: Host): Promise<boolean> {
  host.stderr.write(`${question} [y/N] `);
  return /^y(es)?$/i.test((await host.readLine()).trim());
}
