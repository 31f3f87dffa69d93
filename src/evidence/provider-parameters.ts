/**
 * How the Azure provider reads the parameters of a SecretProviderClass (provider 1.8, `pkg/provider/types/parameters.go`).
 *
 * Names are compared to the letter, values are trimmed; nothing else is corrected.
 */

/** Every parameter that the provider reads; `tenantID` wins over the older `tenantId`. */
const parameterNames = [
  'keyvaultName',
  'tenantID',
  'tenantId',
  'clientID',
  'cloudName',
  'cloudEnvFileName',
  'usePodIdentity',
  'useVMManagedIdentity',
  'useAzureTokenProxy',
  'userAssignedIdentityID',
  'objects',
] as const;

export type ParameterName = (typeof parameterNames)[number];

export type Parameters = { readonly [name in ParameterName]?: string };

export function isProviderParameter(name: string): name is ParameterName {
  return (parameterNames as readonly string[]).includes(name);
}

/** Value as the provider takes it; empty where it is not set. */
export function parameter(parameters: Parameters, name: Exclude<ParameterName, 'tenantId'>): string {
  const value = (parameters[name] ?? '').trim();
  return value === '' && name === 'tenantID' ? (parameters.tenantId ?? '').trim() : value;
}

export const flags = ['usePodIdentity', 'useVMManagedIdentity', 'useAzureTokenProxy'] as const;

export type Flag = (typeof flags)[number];

/** Whose identity the provider signs in with, before it looks at the client id. */
export type IdentityMode =
  /** Workload identity where there is a client id, else a service principal whose secret the pod hands over. */
  | { readonly mode: 'none' | Flag }
  | { readonly mode: 'invalid'; readonly flag: Flag; readonly value: string }
  | { readonly mode: 'several'; readonly flags: readonly Flag[] };

const yes: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const no: ReadonlySet<string> = new Set(['', '0', 'f', 'F', 'FALSE', 'false', 'False']);

export function isFlag(name: string): name is Flag {
  return (flags as readonly string[]).includes(name);
}

/** Whether a flag of this value turns nothing on; false for a value that the provider refuses. */
export function isOff(value: string | undefined): boolean {
  return no.has((value ?? '').trim());
}

export function identityMode(parameters: Parameters): IdentityMode {
  const on: Flag[] = [];
  for (const flag of flags) {
    const value = parameter(parameters, flag);
    if (yes.has(value)) on.push(flag);
    else if (!no.has(value)) return { mode: 'invalid', flag, value };
  }
  const [first] = on;
  return on.length > 1 ? { mode: 'several', flags: on } : { mode: first ?? 'none' };
}

type Authority = `https://${string}/`;

/** Authority of each cloud that go-autorest knows by name; it compares in capitals (`azure/environments.go`). */
const authorities: { readonly [name: string]: Authority } = {
  AZURECLOUD: 'https://login.microsoftonline.com/',
  AZUREPUBLICCLOUD: 'https://login.microsoftonline.com/',
  AZURECHINACLOUD: 'https://login.chinacloudapi.cn/',
  AZUREUSGOVERNMENT: 'https://login.microsoftonline.us/',
  AZUREUSGOVERNMENTCLOUD: 'https://login.microsoftonline.us/',
};

/** Authority of the cloud; `own` for one described by a file on the node; undefined for a name that there is none of. */
export function authorityOfCloud(cloudName: string): Authority | 'own' | undefined {
  if (cloudName === '') return authorities['AZUREPUBLICCLOUD'];
  const name = cloudName.toUpperCase();
  return name === 'AZURESTACKCLOUD' ? 'own' : authorities[name];
}
