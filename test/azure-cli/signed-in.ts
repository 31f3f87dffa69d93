/** A world in which an application may sign in with the real `az` beside what the scenario is about, and its environment. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Scenario, VaultState } from '../../src/sandbox/scenario.ts';
import { audience, tenantId } from '../../src/sandbox/scenarios/shop.ts';
import { ensureKubectl } from '../cluster/binaries.ts';
import { runProgram } from '../cluster/run-program.ts';
import { pythonWithPackages } from './python.ts';
import { pipeline, pipelineApplication, pipelineObjects } from './shop-with-pipeline.ts';

const main = path.resolve(import.meta.dirname, '..', '..', 'src', 'main.ts');
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Puts az, kubectl and kubectl-wi into a folder of programs, and nothing else. Without the caches, kubectl is built first: nine minutes and more. */
export async function installPrograms(folder: string): Promise<string> {
  const programs = path.join(folder, 'bin');
  await mkdir(programs);
  const [python, kubectl] = await Promise.all([pythonWithPackages(), ensureKubectl()]);
  await symlink(kubectl, path.join(programs, 'kubectl'));
  for (const [name, line] of [
    ['az', `exec ${quoted(python)} -Im azure.cli "$@"`],
    ['kubectl-wi', `exec ${quoted(process.execPath)} ${quoted(main)} "$@"`],
  ] as const) {
    await writeFile(path.join(programs, name), `#!/bin/sh\n${line}\n`);
    await chmod(path.join(programs, name), 0o755);
  }
  return programs;
}

/** The environment of a pipeline that has signed in; what az keeps lies in the folder. */
export async function signedIn({ env }: Sandbox, folder: string, programs: string): Promise<Readonly<Record<string, string>>> {
  const own = {
    ...env,
    PATH: [programs, '/usr/bin', '/bin'].join(':'),
    REQUESTS_CA_BUNDLE: env['NODE_EXTRA_CA_CERTS'] ?? '',
    AZURE_CONFIG_DIR: await mkdtemp(path.join(folder, 'azure-')),
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_NO_COLOR: 'yes',
  };
  const { namespace, account, appId } = pipeline;
  const { stdout: token } = await runProgram(path.join(programs, 'kubectl'), ['create', 'token', account, '-n', namespace, '--audience', audience], own);
  const login = await runProgram(path.join(programs, 'az'), ['login', '--service-principal', '-u', appId, '--tenant', tenantId, '--federated-token', token.trim(), '--output', 'none'], own);
  assert.equal(login.exitCode, 0, login.stderr);
  return own;
}

/** The scenario, and somebody who can put it right, secrets too. */
export function withPipeline(scenario: Scenario): Scenario {
  const { cluster, azure } = scenario;
  const may = ['resource-graph', 'arm-groups', 'arm-identities', 'arm-credentials', 'arm-vaults', 'arm-clusters', 'activity-log', 'graph'] as const;
  return {
    ...scenario,
    cluster: { ...cluster, steps: [{ do: 'apply', objects: pipelineObjects }, ...cluster.steps] },
    azure: { ...azure, vaults: (azure.vaults ?? []).map(withOfficer), applications: [...(azure.applications ?? []), pipelineApplication(cluster.issuer)], operator: { tenantId, may, application: pipeline.appId } },
  };
}

function withOfficer(vault: VaultState): VaultState {
  return { ...vault, roleAssignments: [...(vault.roleAssignments ?? []), { principalId: pipeline.objectId, role: 'Key Vault Secrets Officer' }] };
}
