/**
 * The programs of a real control plane: found, or built from their Go modules once and kept.
 *
 * Order: `KUBEBUILDER_ASSETS` (what envtest users have), the user's cache, `go build`. Nothing is skipped:
 * a machine without any of the three gets an error that says what to install.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, mkdir, readFile, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './kept.ts';

/** Absolute paths. */
export interface Binaries {
  readonly apiserver: string;
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly kubectl: string;
  readonly etcd: string;
}

interface GoModule {
  /** Name of the one binary it makes, and of its folder under `go/` where no other is given. */
  readonly name: string;
  readonly folder?: string;
  /** What is built of it, where that is not our own program in the folder. */
  readonly package?: string;
  /** The module whose version in go.mod the binary has; it names the cache folder, with a hash of the sources. */
  readonly versionOf: string;
  readonly linkerFlags: (version: string) => string;
}

const run = promisify(execFile);
/** Cold, on two cores, Kubernetes takes about nine minutes. */
const buildDeadlineMs = 40 * 60_000;

const kubernetes: GoModule = {
  name: 'kubernetes',
  versionOf: 'k8s.io/kubernetes',
  // Without the stamp the server calls itself v0.0.0, and kubectl and controllers judge by that.
  linkerFlags: (version) => {
    const [major = '', minor = ''] = version.split('.');
    const stamp = (name: string, value: string): string => `-X k8s.io/component-base/version.${name}=${value}`;
    return ['-s', '-w', stamp('gitVersion', `v${version}`), stamp('gitMajor', major), stamp('gitMinor', minor)].join(' ');
  },
};

/** As users have it: among the others in one binary it takes twice as long to start. */
const kubectlAlone: GoModule = { ...kubernetes, name: 'kubectl', folder: 'kubernetes', package: 'k8s.io/kubernetes/cmd/kubectl' };

const etcd: GoModule = { name: 'etcd', versionOf: 'go.etcd.io/etcd/server/v3', linkerFlags: () => '-s -w' };

/** Gives every program a control plane needs; builds what neither `KUBEBUILDER_ASSETS` nor the cache has (minutes). */
export async function ensureBinaries(environment: NodeJS.ProcessEnv = process.env): Promise<Binaries> {
  const find = finder(environment);
  const [apiserver, controllerManager, scheduler, kubectl, etcdProgram] = await Promise.all([
    find(kubernetes, 'kube-apiserver'),
    find(kubernetes, 'kube-controller-manager'),
    find(kubernetes, 'kube-scheduler'),
    find(kubernetes, 'kubectl'),
    find(etcd, 'etcd'),
  ]);
  return { apiserver, controllerManager, scheduler, kubectl, etcd: etcdProgram };
}

/** Gives a kubectl that is nothing else, to measure by. */
export async function ensureKubectlAlone(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  return finder(environment)(kubectlAlone, 'kubectl');
}

/** Gives the kubelet, from the same places. It is in the built binary on Linux only. */
export async function ensureKubelet(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  return finder(environment)(kubernetes, 'kubelet');
}

/** Gives kubectl alone, from the same places. */
export async function ensureKubectl(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  return finder(environment)(kubernetes, 'kubectl');
}

function finder(environment: NodeJS.ProcessEnv): (module: GoModule, program: string) => Promise<string> {
  const assets = environment['KUBEBUILDER_ASSETS'];
  const built = new Map<GoModule, Promise<string>>();
  return async (module, program) => {
    if (assets !== undefined && assets !== '' && (await isExecutable(join(assets, program)))) return join(assets, program);
    const directory = await (built.get(module) ?? remember(built, module, ensureBuilt(module, environment)));
    return program === module.name ? join(directory, program) : linkTo(directory, module.name, program);
  };
}

function remember<K, V>(memory: Map<K, V>, key: K, value: V): V {
  memory.set(key, value);
  return value;
}

async function ensureBuilt(module: GoModule, environment: NodeJS.ProcessEnv): Promise<string> {
  const source = join(import.meta.dirname, 'go', module.folder ?? module.name);
  const version = requiredVersion(await readFile(join(source, 'go.mod'), 'utf8'), module.versionOf);
  const directory = join(cacheFolder(environment), await cacheName(source, module.name, version));
  const binary = join(directory, module.name);
  if (await isExecutable(binary)) return directory;
  await mkdir(directory, { recursive: true });
  // Another test process may build at the same moment: only a finished binary ever gets the final name.
  const unfinished = `${binary}.${process.pid}`;
  try {
    await run('go', ['build', '-trimpath', '-ldflags', module.linkerFlags(version), '-o', unfinished, module.package ?? '.'], {
      cwd: source,
      env: environment,
      timeout: buildDeadlineMs,
      maxBuffer: 64 * 1024 * 1024,
    });
    await rename(unfinished, binary);
  } catch (error) {
    throw new Error(buildFailure(module, version, binary, error), { cause: error });
  } finally {
    await rm(unfinished, { force: true });
  }
  return directory;
}

/** `NAME-VERSION-HASH`: other sources of ours (a further program, another dependency) never find the binary of these. */
export async function cacheName(source: string, name: string, version: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(source)).toSorted()) hash.update(`${file}\0`).update(await readFile(join(source, file))).update('\0');
  return `${name}-${version}-${hash.digest('hex').slice(0, 12)}`;
}

/** The version a go.mod requires of a module, without its `v`; throws where it requires none. */
export function requiredVersion(goMod: string, module: string): string {
  for (const line of goMod.split('\n')) {
    const [path, version] = line.trim().replace(/^require\s+/, '').split(/\s+/);
    if (path === module && version?.startsWith('v')) return version.slice(1);
  }
  throw new Error(`go.mod requires no ${module}`);
}

function buildFailure(module: GoModule, version: string, binary: string, error: unknown): string {
  const failed = error as { code?: unknown; stderr?: unknown };
  const title = `${module.name} ${version} is needed for the cluster tests, and is neither in KUBEBUILDER_ASSETS nor at ${binary}`;
  if (failed.code === 'ENOENT') return `${title}; building it needs Go on the PATH (https://go.dev/dl)`;
  const output = typeof failed.stderr === 'string' && failed.stderr !== '' ? failed.stderr.slice(-4000) : String(error);
  return `${title}; go build failed:\n${output}`;
}

/** The binary decides by the name it is started under, so each program is a link beside it. */
async function linkTo(directory: string, target: string, program: string): Promise<string> {
  const link = join(directory, program);
  if ((await readlink(link).catch(() => undefined)) === target) return link;
  const fresh = `${link}.${process.pid}`;
  await rm(fresh, { force: true });
  await symlink(target, fresh);
  await rename(fresh, link);
  return link;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
