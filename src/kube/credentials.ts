import { readFileSync } from 'node:fs';
import { Secret } from '../wire/secret.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import type { ChosenUser } from './chosen-user.ts';
import type { ExecCredential, PluginHost } from './exec-credential.ts';
import { KubeConfigError, fileProblem } from './kube-config-error.ts';
import { legacyAuthenticator } from './legacy-auth-provider.ts';

/** What one request proves its sender with. */
export interface Credential {
  /** Value of the Authorization header. */
  readonly authorization?: Secret | undefined;
  readonly certificate?: { readonly pem: string; readonly key: Secret } | undefined;
}

/** Where the credentials of a connection come from; a plugin behind it runs once however many ask. */
export interface Credentials {
  /** The credential to use now. Throws KubeConfigError. */
  current(): Promise<Credential>;
  /** After a 401: whether there is another credential than the refused one. Throws KubeConfigError. */
  renew(refused: Credential): Promise<boolean>;
}

const anonymous: Credential = {};
const renewalIntervalMs = 60_000;

/** Over plain http nothing is sent, as with kubectl. Throws KubeConfigError for a token file that can't be read. */
export function credentialsOf(user: ChosenUser, cluster: ChosenCluster, host: PluginHost, now: () => number): Credentials {
  if (cluster.server.protocol !== 'https:') return fixed(anonymous);
  const { certificate } = user;
  if (user.tokenFile !== undefined) return fromTokenFile(user.tokenFile, user.token, certificate);
  if (user.token !== undefined) return fixed({ authorization: bearer(user.token), certificate });
  if (user.basic !== undefined) {
    const pair = `${user.basic.username}:${user.basic.password.reveal()}`;
    return fixed({ authorization: new Secret(`Basic ${Buffer.from(pair, 'utf8').toString('base64')}`), certificate });
  }
  const { exec, authProvider } = user;
  if (exec !== undefined) {
    const run = async (): Promise<ExecCredential> => {
      // starting processes takes modules of Node that nobody else here needs
      const { runExecPlugin } = await import('./exec-credential.ts');
      return runExecPlugin(exec, cluster, host);
    };
    return fromPlugin(run, now);
  }
  if (authProvider !== undefined) {
    // its library alone takes longer to load than an unattended caller waits
    if (host.unattended === true) throw new KubeConfigError(`user ${JSON.stringify(user.name)} has an auth-provider`, 'an exec credential plugin instead is asked here too', 4);
    const authorize = legacyAuthenticator(user.name, authProvider);
    return { current: async () => ({ authorization: await authorize(), certificate }), renew: async () => false };
  }
  return fixed(certificate === undefined ? anonymous : { certificate });
}

function fixed(credential: Credential): Credentials {
  return { current: async () => credential, renew: async () => false };
}

/** Read for every request: the kubelet replaces the file of a pod's token while we run. */
function fromTokenFile(file: string, fallback: Secret | undefined, certificate: Credential['certificate']): Credentials {
  let last: Credential | undefined = fallback && { authorization: bearer(fallback), certificate };
  const read = (): Credential => {
    let problem: string;
    let cause: unknown;
    try {
      const token = readFileSync(file, 'utf8').trim();
      if (token !== '') {
        const authorization = bearer(new Secret(token));
        if (last?.authorization?.reveal() !== authorization.reveal()) last = { authorization, certificate };
        return last;
      }
      problem = `read empty token from file ${file}`;
    } catch (error) {
      problem = `open ${file}: ${fileProblem(error)}`;
      cause = error;
    }
    if (last !== undefined) return last;
    throw new KubeConfigError(problem, 'the user of this context names it as tokenFile', 2, cause);
  };
  read();
  return { current: async () => read(), renew: async (refused) => read() !== refused };
}

interface Held {
  readonly credential: Credential;
  readonly expiresAt: number;
  readonly obtainedAt: number;
  /** Got because the one before was refused. */
  readonly renewal: boolean;
}

function fromPlugin(run: () => Promise<ExecCredential>, now: () => number): Credentials {
  let running: Promise<Held> | undefined;
  let held: Held | undefined;
  const refresh = (renewal: boolean): Promise<Held> => {
    running ??= run()
      .then(({ token, certificate, expiresAt }) => {
        const credential = { authorization: token && bearer(token), certificate };
        held = { credential, expiresAt: expiresAt ?? Infinity, obtainedAt: now(), renewal };
        return held;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return {
    current: async () => (held !== undefined && now() <= held.expiresAt ? held : await refresh(false)).credential,
    renew: async (refused) => {
      // Another request may have been refused and have renewed it already.
      if (held?.credential !== refused) return true;
      // A plugin that gives what is refused anew would be run, and may ask the user, once for every request.
      if (held.renewal && now() - held.obtainedAt < renewalIntervalMs) return false;
      await refresh(true);
      return true;
    },
  };
}

function bearer(token: Secret): Secret {
  return new Secret(`Bearer ${token.reveal()}`);
}
