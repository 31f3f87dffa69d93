import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { bindReport, type BindReport } from '../../src/report/bind-report.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { azure, deployment, identity, issuer, namespace, vault, webhook } from '../../src/sandbox/scenarios/shop.ts';
import type { AzureScenario, ClusterScenario, Fault, KubernetesObject } from '../../src/sandbox/scenario.ts';

const program = resolve(import.meta.dirname, '..', '..', 'src', 'main.ts');

export interface BindRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface BindWorld {
  readonly cluster: ClusterScenario;
  readonly azure: AzureScenario;
}

/** A Deployment that nobody thought of identities for: no label, no account of its own. */
export const bareDeployment = (): KubernetesObject => deployment({ labels: {}, spec: { serviceAccountName: undefined } });

/** The webhook, the namespace and what is in it; an identity without credentials and a vault without roles. */
export function worldOf(objects: readonly KubernetesObject[], more: Partial<AzureScenario> = {}, ofCluster: Partial<ClusterScenario> = {}): BindWorld {
  return {
    cluster: { issuer, steps: [{ do: 'webhook', state: webhook }, { do: 'apply', objects: [namespace] }, { do: 'apply', objects }], ...ofCluster },
    azure: azure({ identities: [identity([])], vaults: [vault({ roleAssignments: [] })], ...more }),
  };
}

export const orders = ['deployment/orders', '-n', 'shop', '--identity', 'id-orders', '--vault', 'kv-shop'];

/** Runs `kubectl wi …` in a world, without a terminal. */
export async function run(env: Readonly<Record<string, string>>, argv: readonly string[], onStart?: (kill: () => void) => void): Promise<BindRun> {
  const child = spawn(process.execPath, [program, ...argv], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'], signal: AbortSignal.timeout(120_000), killSignal: 'SIGKILL' });
  onStart?.(() => child.kill('SIGKILL'));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}

export function doctor(env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<BindRun> {
  return run(env, ['doctor', ...argv]);
}

export function bind(env: Readonly<Record<string, string>>, argv: readonly string[], onStart?: (kill: () => void) => void): Promise<BindRun> {
  return run(env, ['bind', ...argv], onStart);
}

export function bindJson(env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<BindReport> {
  return reportOf(env, ['bind', ...argv]);
}

export function unbindJson(env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<BindReport> {
  return reportOf(env, ['unbind', ...argv]);
}

export async function reportOf(env: Readonly<Record<string, string>>, argv: readonly string[]): Promise<BindReport> {
  const { stdout, stderr, exitCode } = await run(env, [...argv, '-o', 'json']);
  if (stdout === '') throw new Error(`no report: ${stderr}`);
  const report = bindReport.parse(JSON.parse(stdout));
  if (report.exitCode !== exitCode) throw new Error(`exit code ${exitCode}, and the report says ${report.exitCode}`);
  return report;
}

/** What was really changed: requests that write, those of dry runs, of tokens and of reviews left out. */
export function writes({ cluster, azure: cloud }: Sandbox): readonly string[] {
  const inCluster = cluster.requests.filter(({ method, path, status }) => /^(PATCH|PUT|DELETE)$/.test(method) && !path.includes('dryRun=All') && isDone(status));
  const inAzure = cloud.requests.filter(({ method, host, status }) => ((/^(PATCH|PUT|DELETE)$/.test(method) && host === 'management.azure.com') || (method !== 'GET' && host === 'graph.microsoft.com')) && isDone(status));
  return [...inAzure, ...inCluster].map(({ method, path }) => `${method} ${(path.split('?')[0] ?? '').split('/').slice(-2).join('/')}`);
}

/** A request that got no answer has 0. */
function isDone(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Part, action and object of each change, in order. */
export function changesOf({ plan }: BindReport): readonly string[] {
  return plan.changes.map(({ part, action, object }) => `${action} ${part}: ${object}`);
}

/** Runs bind, and kills it as soon as it has written more often than that. */
export async function bindKilledAfter(count: number, sandbox: Sandbox, argv: readonly string[]): Promise<BindRun> {
  let watch: NodeJS.Timeout | undefined;
  const killed = await bind(sandbox.env, argv, (kill) => {
    watch = setInterval(() => {
      if (writes(sandbox).length > count) kill();
    }, 1);
  });
  clearInterval(watch);
  return killed;
}

/** What Azure answers to a write that it refuses. */
export function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Fault['act'] {
  return { answer: status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ error: { code, message: 'as Azure says it' } }) };
}
