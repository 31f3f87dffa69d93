import { homedir } from 'node:os';
import type { Machine } from './run.ts';

/** The machine that this process runs on, with its environment and these variables beside it. */
export function thisMachine(more: Readonly<Record<string, string>> = {}): Machine {
  const { env, platform, arch, version } = process;
  return { env: { ...env, ...more }, homeDirectory: homedir(), platform, arch, nodeVersion: version };
}
