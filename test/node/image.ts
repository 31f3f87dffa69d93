import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Nobody serves this registry: a pod that names it has the image that was imported, or none. */
export const nodeImage = 'node.kubectl-wi.test/busybox:1';

const commands = ['sh', 'sleep', 'cat', 'nc', 'killall'];
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

/** Makes the one image of the node, of static busybox, as `docker save` would write it; `directory` exists. */
export async function writeImage(directory: string): Promise<string> {
  const work = join(directory, 'image');
  const bin = join(work, 'layer', 'bin');
  await mkdir(bin, { recursive: true });
  const { stdout } = await run('/bin/sh', ['-c', 'command -v busybox']);
  await copyFile(stdout.trim(), join(bin, 'busybox'));
  await chmod(join(bin, 'busybox'), 0o755);
  await Promise.all(commands.map((command) => symlink('busybox', join(bin, command))));
  await writeFile(join(work, 'layer', 'manager'), manager, { mode: 0o755 });
  await pack(join(work, 'layer.tar'), join(work, 'layer'), '.');

  const digest = createHash('sha256').update(await readFile(join(work, 'layer.tar'))).digest('hex');
  const config = {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: { Env: ['PATH=/bin'], Entrypoint: untilStopped },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
  };
  await writeFile(join(work, 'config.json'), JSON.stringify(config));
  await writeFile(join(work, 'manifest.json'), JSON.stringify([{ Config: 'config.json', RepoTags: [nodeImage], Layers: ['layer.tar'] }]));
  const image = join(directory, 'image.tar');
  await pack(image, work, 'manifest.json', 'config.json', 'layer.tar');
  await rm(work, { recursive: true });
  return image;
}

async function pack(archive: string, folder: string, ...names: readonly string[]): Promise<void> {
  await run('tar', ['--create', '--file', archive, '--owner=0', '--group=0', '--numeric-owner', '--directory', folder, ...names]);
}
