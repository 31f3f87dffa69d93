import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Nobody serves this registry: a pod that names it has the image that was imported, or none. */
export const nodeImage = 'node.kubectl-wi.test/busybox:1';
/** With curl, and the authority of the simulated Azure among those it trusts. */
export const curlImage = 'node.kubectl-wi.test/curl:1';
/** With curl, and another authority that it trusts. */
export const distrustfulImage = 'node.kubectl-wi.test/distrustful:1';
/** One program and no shell. */
export const bareImage = 'node.kubectl-wi.test/bare:1';

const commands = ['sh', 'sleep', 'cat', 'nc', 'killall'];
const textCommands = ['sh', 'sed', 'tr', 'cut', 'date', 'base64'];
/** `sleep` as the first process of a container would not heed SIGTERM. */
const untilStopped = ['/bin/sh', '-c', 'trap "exit 0" TERM; sleep 2147483647 & wait'];

/**
 * The webhook's program (`/manager`) as far as a pod has it: hands each connection to the test's own server.
 * The container lives on when what listens in it is killed, as with a process that hangs.
 */
const manager = `#!/bin/sh
trap "exit 0" TERM
nc -ll -p 9443 -e nc "$UPSTREAM_ADDRESS" "$UPSTREAM_PORT" &
sleep 2147483647 &
wait
`;

const trusting = ['CURL_CA_BUNDLE=/authority.pem'];

interface Image {
  readonly name: string;
  readonly entrypoint: readonly string[];
  readonly env?: readonly string[];
  fill(root: string): Promise<void>;
}

/** Makes the images of the node, of static busybox and this machine's curl, as `docker save` would write them; `directory` exists. */
export async function writeImage(directory: string, authorityPem: string, otherPem: string): Promise<string> {
  const work = join(directory, 'image');
  const images: readonly Image[] = [
    {
      name: nodeImage,
      entrypoint: untilStopped,
      fill: async (root) => {
        await writeBusybox(root, commands);
        await writeFile(join(root, 'manager'), manager, { mode: 0o755 });
      },
    },
    { name: curlImage, entrypoint: untilStopped, env: trusting, fill: (root) => writeCurl(root, authorityPem) },
    { name: distrustfulImage, entrypoint: untilStopped, env: trusting, fill: (root) => writeCurl(root, otherPem) },
    { name: bareImage, entrypoint: ['/bin/sleep', '2147483647'], fill: (root) => writeBusybox(root, ['sleep'], 'sleep') },
  ];
  const written: { readonly manifest: unknown; readonly files: readonly string[] }[] = [];
  for (const [index, image] of images.entries()) written.push(await writeLayer(work, String(index), image));
  await writeFile(join(work, 'manifest.json'), JSON.stringify(written.map(({ manifest }) => manifest)));
  const archive = join(directory, 'image.tar');
  await pack(archive, work, 'manifest.json', ...written.flatMap(({ files }) => files));
  await rm(work, { recursive: true });
  return archive;
}

async function writeLayer(work: string, prefix: string, { name, entrypoint, env = [], fill }: Image): Promise<{ manifest: unknown; files: readonly string[] }> {
  const [layer, config] = [`${prefix}-layer.tar`, `${prefix}-config.json`];
  const root = join(work, prefix);
  await mkdir(root, { recursive: true });
  await fill(root);
  await pack(join(work, layer), root, '.');
  const digest = createHash('sha256').update(await readFile(join(work, layer))).digest('hex');
  const described = {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Env: ['PATH=/bin:/usr/bin', ...env], Entrypoint: entrypoint },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
  };
  await writeFile(join(work, config), JSON.stringify(described));
  return { manifest: { Config: config, RepoTags: [name], Layers: [layer] }, files: [config, layer] };
}

/** The one program of busybox, under its own name or another, and its commands. */
async function writeBusybox(root: string, names: readonly string[], own = 'busybox'): Promise<void> {
  const bin = join(root, 'bin');
  await mkdir(bin, { recursive: true });
  await copyFile(await pathOf('busybox'), join(bin, own));
  await chmod(join(bin, own), 0o755);
  await Promise.all(names.filter((name) => name !== own).map((name) => symlink(own, join(bin, name))));
}

/** This machine's curl with the libraries that it loads, at the places where it looks for them. */
async function writeCurl(root: string, trustedPem: string): Promise<void> {
  await writeBusybox(root, textCommands);
  await writeFile(join(root, 'authority.pem'), trustedPem);
  const curl = await pathOf('curl');
  const { stdout } = await run('ldd', [curl]);
  const libraries = [...stdout.matchAll(/(\/\S+) \(0x/g)].flatMap(([, path]) => path ?? []);
  await Promise.all(
    [...new Set([curl, ...libraries])].map(async (path) => {
      await mkdir(join(root, dirname(path)), { recursive: true });
      await copyFile(await realpath(path), join(root, path));
    }),
  );
}

async function pathOf(program: string): Promise<string> {
  const { stdout } = await run('/bin/sh', ['-c', `command -v ${program}`]);
  return stdout.trim();
}

async function pack(archive: string, folder: string, ...names: readonly string[]): Promise<void> {
  await run('tar', ['--create', '--file', archive, '--owner=0', '--group=0', '--numeric-owner', '--directory', folder, ...names]);
}
