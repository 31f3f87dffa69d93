/** A flag of a command, as data: parsed, shown in help and completed from here alone. */
export interface Flag {
  /** Long name without dashes. */
  readonly name: string;
  readonly short?: string;
  /** Name of its value in help, e.g. `NAME`; absent for a switch. */
  readonly value?: string;
  readonly repeated?: true;
  /** The value may be left out, with `standard` in its place; it is then written `--flag=VALUE`. */
  readonly optional?: true;
  /** Words it takes, where they can be listed. */
  readonly choices?: readonly string[];
  /** Where completion finds values, for a flag without `choices`. */
  readonly valuesFrom?: ValueSource;
  readonly summary: string;
  /** Value where it is not given, for help. */
  readonly standard?: string;
}

/** `context`, `cluster` and `user` are names in the kubeconfig, `namespace` and `serviceaccount` names in the cluster. */
export type ValueSource = 'context' | 'cluster' | 'user' | 'namespace' | 'serviceaccount' | 'file' | 'directory';

/** kubectl's connection flags, by their exact names (`conventions.md` §5). */
export const connectionFlags: readonly Flag[] = [
  { name: 'namespace', short: 'n', value: 'NAME', valuesFrom: 'namespace', summary: "namespace of the target; default is the context's" },
  { name: 'context', value: 'NAME', valuesFrom: 'context', summary: 'context of the kubeconfig to use' },
  { name: 'kubeconfig', value: 'FILE', valuesFrom: 'file', summary: 'the one kubeconfig file to use' },
  { name: 'cluster', value: 'NAME', valuesFrom: 'cluster', summary: 'cluster of the kubeconfig to use' },
  { name: 'user', value: 'NAME', valuesFrom: 'user', summary: 'user of the kubeconfig to use' },
  { name: 'server', short: 's', value: 'URL', summary: 'address of the API server' },
  { name: 'token', value: 'TOKEN', summary: 'bearer token for the API server' },
  { name: 'as', value: 'USER', summary: 'user to impersonate' },
  { name: 'as-group', value: 'GROUP', repeated: true, summary: 'group to impersonate; may be repeated' },
  { name: 'as-uid', value: 'UID', summary: 'UID to impersonate' },
  { name: 'as-user-extra', value: 'KEY=VALUE', repeated: true, summary: 'extra to impersonate; may be repeated' },
  { name: 'certificate-authority', value: 'FILE', valuesFrom: 'file', summary: "certificate of the API server's authority" },
  { name: 'client-certificate', value: 'FILE', valuesFrom: 'file', summary: 'client certificate for TLS' },
  { name: 'client-key', value: 'FILE', valuesFrom: 'file', summary: 'client key for TLS' },
  { name: 'tls-server-name', value: 'NAME', summary: "name to expect in the API server's certificate" },
  { name: 'insecure-skip-tls-verify', summary: "do not check the API server's certificate" },
  { name: 'request-timeout', value: 'DURATION', summary: 'deadline of one request, e.g. 5s', standard: '10s' },
  { name: 'disable-compression', summary: 'ask for uncompressed answers' },
  { name: 'cache-dir', value: 'DIRECTORY', valuesFrom: 'directory', summary: 'taken as kubectl takes it; nothing is cached here' },
];

export const helpFlag: Flag = { name: 'help', short: 'h', summary: 'show help' };
