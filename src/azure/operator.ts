/** Who asks ARM and Graph: the environment's credential, else the Azure CLI, else nobody. */
import { platform } from 'node:os';
import type { Secret } from '../wire/secret.ts';
import { findAzureCli } from './azure-cli.ts';
import type { Environment, OperatorToken } from './azure-cli.ts';
import type { RunCommand } from './command.ts';
import { environmentLogin } from './environment-credential.ts';
import { notSent } from './failures.ts';
import type { Wire } from './pipeline.ts';
import type { Cloud, OperatorSource } from './port.ts';

export interface Operator {
  /** Who would ask; looks at the environment and the file system only. */
  source(): Promise<OperatorSource | undefined>;
  /** A token for a resource (`https://host`), asked for once per tenant until it nears its end. Throws WireFailure. */
  token(resource: string, tenantId?: string): Promise<Secret>;
}

export interface OperatorOptions {
  readonly env: Environment;
  readonly cloud: Cloud;
  readonly wire: Wire;
  /** Node's name of the platform; this machine's by default. */
  readonly platform?: string;
  readonly spawn?: RunCommand;
}

interface Login {
  readonly source: OperatorSource;
  token(resource: string, tenantId?: string): Promise<OperatorToken>;
}

/** Milliseconds before its end at which a token is not used any more. */
const margin = 120_000;

export function createOperator(options: OperatorOptions): Operator {
  let found: Promise<Login | undefined> | undefined;
  const login = (): Promise<Login | undefined> => (found ??= findLogin(options));
  // Memory only. A failure is kept too: az would take its second again for the same answer.
  const tokens = new Map<string, Promise<OperatorToken>>();
  return {
    source: async () => (await login())?.source,
    token: async (resource, tenantId) => {
      const key = `${resource} ${tenantId?.toLowerCase() ?? ''}`;
      const ask = async (): Promise<OperatorToken> => {
        const who = await login();
        if (who === undefined) throw notSent(`token for ${resource}`, `no Azure credential here; run: az login`);
        return who.token(resource, tenantId);
      };
      const kept = tokens.get(key);
      if (kept !== undefined) {
        const { token, expiresAt } = await kept;
        if (expiresAt === undefined || expiresAt - Date.now() > margin) return token;
        if (tokens.get(key) !== kept) return (await (tokens.get(key) ?? kept)).token;
      }
      const asked = ask();
      tokens.set(key, asked);
      return (await asked).token;
    },
  };
}

async function findLogin(options: OperatorOptions): Promise<Login | undefined> {
  const { env, cloud, wire } = options;
  const environment = environmentLogin(env, cloud, wire);
  if (environment !== undefined) {
    return { source: { kind: environment.kind, account: environment.account }, token: environment.token };
  }
  const { spawn } = options;
  const cli = await findAzureCli({ env, cloud, wire, platform: options.platform ?? platform(), ...(spawn === undefined ? {} : { spawn }) });
  if (cli === undefined) return undefined;
  return { source: { kind: 'azure-cli', ...(cli.account === undefined ? {} : { account: cli.account }) }, token: cli.token };
}
