import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const programs = ['containerd', 'containerd-shim-runc-v2', 'ctr', 'runc', 'busybox', 'ip', 'mount', 'unshare', 'tar', 'bash'];
/** Where Debian's containernetworking-plugins has them. */
export const networkPlugins = '/usr/lib/cni';

/** Throws, saying what is wrong, where no real node can run: the node tests fail there, they are never skipped. */
export async function requireNodeMachine(): Promise<void> {
  if (process.platform !== 'linux') throw new Error(`the node tests need Linux: a kubelet runs nowhere else (this is ${process.platform})`);
  if (process.getuid?.() !== 0) throw new Error('the node tests need root: they run containerd and a kubelet, and make mounts, cgroups and a bridge');
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const wanted = [
    ...programs.map((program) => ({ name: program, places: folders.map((folder) => join(folder, program)) })),
    ...['bridge', 'host-local', 'loopback'].map((plugin) => ({ name: `${networkPlugins}/${plugin}`, places: [join(networkPlugins, plugin)] })),
  ];
  const missing = await Promise.all(wanted.map(async ({ name, places }) => ((await Promise.all(places.map(isExecutable))).includes(true) ? [] : [name])));
  const names = missing.flat();
  if (names.length > 0) throw new Error(`the node tests need ${names.join(', ')}: run test/node/install.sh as root (Debian, Ubuntu)`);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
