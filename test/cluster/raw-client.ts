import { readFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Method } from './api.ts';

export interface RawRequest {
  readonly method: Method;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without the user's certificate. */
  readonly anonymous?: true;
}

export interface RawAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

/** Sends requests as they are, and takes whatever is answered. */
export interface RawClient {
  send(request: RawRequest): Promise<RawAnswer>;
  close(): void;
}

const base64 = z.string().transform((value) => Buffer.from(value, 'base64').toString('utf8'));
const config = z.looseObject({
  clusters: z.tuple([z.looseObject({ cluster: z.looseObject({ server: z.string(), 'certificate-authority-data': base64 }) })]),
  users: z.tuple([z.looseObject({ user: z.looseObject({ 'client-certificate-data': base64, 'client-key-data': base64 }) })]),
});

/** A client for the one cluster and the one user of a kubeconfig file, whoever wrote it. */
export async function rawClient(kubeconfigFile: string): Promise<RawClient> {
  const { clusters, users } = config.parse(parse(await readFile(kubeconfigFile, 'utf8')));
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const ca = cluster['certificate-authority-data'];
  const known = new Agent({ keepAlive: true, ca, cert: user['client-certificate-data'], key: user['client-key-data'] });
  const unknown = new Agent({ keepAlive: true, ca });
  return {
    send: ({ method, path, body, headers = {}, anonymous = false }) =>
      new Promise((resolve, reject) => {
        const all = { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
        const outgoing = request(`${cluster.server}${path}`, { method, agent: anonymous ? unknown : known, headers: all, signal: AbortSignal.timeout(30_000) }, (answer) => {
          text(answer).then((received) => resolve({ status: answer.statusCode ?? 0, contentType: answer.headers['content-type'] ?? '', body: parsed(received) }), reject);
        });
        outgoing.once('error', reject);
        outgoing.end(body === undefined ? undefined : JSON.stringify(body));
      }),
    close: () => {
      known.destroy();
      unknown.destroy();
    },
  };
}

function parsed(received: string): unknown {
  try {
    return JSON.parse(received);
  } catch {
    return received;
  }
}
