import net from 'node:net';
import type { Socket } from 'node:net';
import { loginOf } from './url.ts';

/** Opens a connection to a host through a SOCKS 5 proxy (RFC 1928, RFC 1929), the host name resolved by the proxy. */
export async function connectThroughSocks(proxy: URL, host: string, port: number, timeoutMs: number): Promise<Socket> {
  const socket = net.connect({ host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(proxy.port || 1080) });
  socket.setTimeout(timeoutMs, () => socket.destroy(proxyError('the SOCKS proxy does not answer', 'ETIMEDOUT')));
  try {
    await shake(socket, proxy, host, port);
  } catch (error) {
    socket.destroy();
    throw error;
  }
  socket.setTimeout(0);
  return socket;
}

async function shake(socket: Socket, proxy: URL, host: string, port: number): Promise<void> {
  const read = reader(socket);
  const login = loginOf(proxy);
  const user = Buffer.from(login.user, 'utf8');
  const password = Buffer.from(login.password, 'utf8');
  // one byte has to hold each length
  if (user.length > 255 || password.length > 255) throw proxyError('the user or password is too long for SOCKS', 'EINVAL');
  const withPassword = user.length > 0;
  socket.write(Buffer.from(withPassword ? [5, 2, 0, 2] : [5, 1, 0]));
  const [version, method] = await read(2);
  if (version !== 5) throw proxyError('the proxy does not speak SOCKS 5', 'EPROTO');
  if (method === 2 && withPassword) {
    socket.write(Buffer.concat([Buffer.from([1, user.length]), user, Buffer.from([password.length]), password]));
    const [, refused] = await read(2);
    if (refused !== 0) throw proxyError('the SOCKS proxy refused the user or password', 'EACCES');
  } else if (method !== 0) {
    throw proxyError('the SOCKS proxy asks for a login that is not configured', 'EACCES');
  }
  const name = Buffer.from(host, 'ascii');
  if (name.length > 255) throw proxyError('the host name is too long for SOCKS', 'EINVAL');
  socket.write(Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([port >> 8, port & 0xff])]));
  const [, reply, , kind] = await read(4);
  if (reply !== 0) throw proxyError(`the SOCKS proxy could not reach the server (reply ${reply ?? '?'})`, 'ECONNREFUSED');
  // The address it is bound to follows; its length depends on its kind.
  const length = kind === 1 ? 4 : kind === 4 ? 16 : ((await read(1))[0] ?? 0);
  await read(length + 2);
}

function reader(socket: Socket): (length: number) => Promise<Buffer> {
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const end = (error?: Error): void => {
    failure ??= error ?? proxyError('the SOCKS proxy closed the connection', 'ECONNRESET');
    wake?.();
  };
  socket.on('error', end);
  socket.on('end', () => end());
  socket.on('close', () => end());
  socket.on('readable', () => wake?.());
  return async (length) => {
    for (;;) {
      const chunk: unknown = length === 0 ? Buffer.alloc(0) : socket.read(length);
      if (Buffer.isBuffer(chunk)) return chunk;
      if (failure !== undefined) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}

function proxyError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
