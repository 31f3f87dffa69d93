import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** What decides whether a node can run here. */
export interface Host {
  readonly platform: string;
  readonly uid: number | undefined;
  readonly path: string;
}

/** Where Debian's containernetworking-plugins has them. */
export const networkPlugins = '/usr/lib/cni';

const programs = ['bash', 'busybox', 'containerd', 'containerd-shim-runc-v2', 'ctr', 'curl', 'ip', 'iptables', 'ldd', 'mount', 'runc', 'tar', 'unshare'];
const plugins = ['bridge', 'host-local', 'loopback'];

/** Throws, saying what is wrong, where no real node can run: there the node tests fail, they are never skipped. */
export async function requireNodeHost(host: Host = { platform: process.platform, uid: process.getuid?.(), path: process.env['PATH'] ?? '' }): Promise<void> {
  if (host.platform !== 'linux') throw new Error(`the node tests need Linux, a kubelet runs nowhere else; this is ${host.platform}`);
  if (host.uid !== 0) throw new Error('the node tests need root: they run containerd and a kubelet, and make mounts, cgroups and a bridge');
  const folders = host.path.split(delimiter);
  const wanted = [
    ...programs.map((name) => ({ name, places: folders.map((folder) => join(folder, name)) })),
    ...plugins.map((name) => ({ name: join(networkPlugins, name), places: [join(networkPlugins, name)] })),
  ];
  const missing = await Promise.all(wanted.map(async ({ name, places }) => ((await Promise.all(places.map(isExecutable))).includes(true) ? [] : [name])));
  const names = missing.flat();
  if (names.length > 0) throw new Error(`the node tests need ${names.join(', ')}; on Debian and Ubuntu test/node/install.sh installs them`);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
