/**
 * A simulated Kubernetes cluster: an API server over HTTPS with admission, controllers and real token signatures,
 * for `kubectl wi demo` and the tests. It has no kubelet: pods have the status of running ones and run nothing.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonWebKey } from 'node:crypto';
import type { Authority } from '../certificates.ts';
import type { ClusterScenario, Step } from '../scenario.ts';
import type { User } from './authentication.ts';
import { furnishCluster, grantOperator, operatorUser } from './bootstrap.ts';
import { createClock } from './clock.ts';
import { createFaultList } from './faults.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { listen } from './listener.ts';
import type { RequestRecord } from './listener.ts';
import { createState } from './state.ts';
import { takeStep } from './steps.ts';
import { createTokenIssuer } from './tokens.ts';
import type { TokenIssuer } from './tokens.ts';

export type { RequestRecord } from './listener.ts';

export interface ClusterOptions {
  readonly scenario: ClusterScenario;
  /** Issues the server's and the users' certificates. */
  readonly authority: Authority;
  /** Where the kubeconfig files go; made if it is not there. */
  readonly directory: string;
  /** Further users, by bearer token. */
  readonly tokens?: Readonly<Record<string, User>>;
  /** Signs the tokens instead of one with a key of its own, which takes long to make; of the scenario's issuer. */
  readonly tokenIssuer?: TokenIssuer;
}

export interface RunningCluster {
  /** `https://127.0.0.1:PORT`. */
  readonly url: string;
  /** Of the scenario's operator: user `dev`, or the administrator. */
  readonly kubeconfigFile: string;
  readonly adminKubeconfigFile: string;
  readonly issuer: string;
  /** The public keys of the cluster's tokens. */
  jwks(): { readonly keys: readonly JsonWebKey[] };
  /** In order of arrival; a record's status is filled in when the answer begins. */
  readonly requests: readonly RequestRecord[];
  /** Takes further steps. Rejects with what the API server would refuse a step with. */
  apply(steps: readonly Step[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts a cluster in which the scenario's steps have been taken, all of them in the past. */
export async function startCluster({ scenario, authority, directory, tokens = {}, tokenIssuer }: ClusterOptions): Promise<RunningCluster> {
  const { operator = 'admin', steps } = scenario;
  const clock = createClock(Date.now, steps.length);
  const state = createState(clock, Buffer.from(authority.certificatePem).toString('base64'));
  const issuer = tokenIssuer ?? (await createTokenIssuer(scenario.issuer, scenario.signs));
  furnishCluster(state);

  const apply = async (taken: readonly Step[]) => {
    const times = clock.plan(taken.length);
    for (const [index, step] of taken.entries()) {
      const time = times[index];
      time?.begin();
      try {
        takeStep(state, step);
        grantOperator(state, operator);
      } finally {
        time?.end();
      }
    }
    // Steps that follow closely upon real requests can run ahead of the real time by their own number of seconds.
    const ahead = (times.at(-1)?.at ?? 0) - Date.now();
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
  };
  grantOperator(state, operator);
  await apply(steps);

  const server = authority.issueServer(['127.0.0.1', 'localhost', 'kubernetes', 'kubernetes.default.svc']);
  const requests: RequestRecord[] = [];
  const listener = await listen({
    state,
    issuer,
    tokens,
    faults: createFaultList(scenario.faults ?? []),
    certificatePem: server.certificatePem,
    keyPem: server.keyPem,
    clientCaPem: authority.certificatePem,
    requests,
  });
  const url = `https://127.0.0.1:${listener.port}`;
  await mkdir(directory, { recursive: true });
  const kubeconfig = async (file: string, user: string, groups: readonly string[]) => {
    const path = join(directory, file);
    const certificate = authority.issueClient(user, groups);
    await writeKubeconfig(path, { server: url, authorityPem: authority.certificatePem, user, certificate });
    return path;
  };
  const adminKubeconfigFile = await kubeconfig('admin.kubeconfig', 'kubernetes-admin', ['system:masters']);
  return {
    url,
    kubeconfigFile: operator === 'admin' ? adminKubeconfigFile : await kubeconfig('operator.kubeconfig', operatorUser, ['developers']),
    adminKubeconfigFile,
    issuer: scenario.issuer,
    jwks: () => issuer.keySet,
    requests,
    apply,
    close: () => listener.close(),
  };
}
