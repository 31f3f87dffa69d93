/** The log endpoint of a kubelet, for a node that has no machine: the API server fetches from it what the steps of a scenario wrote. */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { isOf, printed } from '../../src/sandbox/kubernetes/logs.ts';
import type { WrittenLog } from '../../src/sandbox/kubernetes/logs.ts';

export interface KubeletLogs {
  readonly port: number;
  write(log: WrittenLog): void;
  clear(): void;
  stop(): void;
}

/** Listens on loopback, under a certificate that the API server does not look at without `--kubelet-certificate-authority`. */
export async function serveLogs(): Promise<KubeletLogs> {
  let logs: WrittenLog[] = [];
  const certificate = createAuthority('kubelet').issueServer(['127.0.0.1']);
  const server = createServer({ cert: certificate.certificatePem, key: certificate.keyPem }, (request, response) => {
    const url = new URL(request.url ?? '/', 'https://127.0.0.1');
    const [, endpoint, namespace = '', pod = '', container = ''] = url.pathname.split('/');
    const previous = url.searchParams.get('previous') === 'true';
    const written = logs.filter((log) => log.container === container && (log.previous ?? false) === previous && isOf(log, { namespace, name: pod }));
    const status = endpoint !== 'containerLogs' ? 404 : previous && written.length === 0 ? 400 : 200;
    response.writeHead(status, { 'content-type': 'text/plain' });
    response.end(status === 200 ? printed(written, url.searchParams, Date.now()) : `previous terminated container "${container}" in pod "${pod}" not found`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    write: (log) => void logs.push(log),
    clear: () => {
      logs = [];
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
