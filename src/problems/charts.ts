/** Charts of operators that reach Azure, and the values by which their pods get the label (their own values.yaml). */
export interface KnownChart {
  readonly name: string;
  readonly repository: string;
  /** Argument of `helm upgrade`, with its flag. */
  readonly labels: readonly [flag: '--set' | '--set-string', value: string];
  /** Value that annotates the service account with the client id. */
  readonly clientId: string;
}

const podLabels = ['--set-string', String.raw`podLabels.azure\.workload\.identity/use=true`] as const;
const accountAnnotation = String.raw`serviceAccount.annotations.azure\.workload\.identity/client-id`;

const knownCharts: readonly KnownChart[] = [
  { name: 'external-secrets', repository: 'https://charts.external-secrets.io', labels: podLabels, clientId: accountAnnotation },
  { name: 'keda', repository: 'https://kedacore.github.io/charts', labels: ['--set', 'podIdentity.azureWorkload.enabled=true'], clientId: 'podIdentity.azureWorkload.clientId' },
  { name: 'cert-manager', repository: 'https://charts.jetstack.io', labels: podLabels, clientId: accountAnnotation },
  { name: 'external-dns', repository: 'https://kubernetes-sigs.github.io/external-dns', labels: podLabels, clientId: accountAnnotation },
  {
    name: 'velero',
    repository: 'https://vmware-tanzu.github.io/helm-charts',
    labels: podLabels,
    clientId: String.raw`serviceAccount.server.annotations.azure\.workload\.identity/client-id`,
  },
];

export function knownChart(name: string): KnownChart | undefined {
  return knownCharts.find((known) => known.name === name);
}

/** The chart that a workload says it is from, with its version; undefined for one whose values are not known here. */
export function chartOf(labels: { readonly [name: string]: string }): { readonly chart: string; readonly version: string } | undefined {
  const [, name, version = ''] = /^(.+)-(v?\d+\.\d+\.\d+\S*)$/.exec(labels['helm.sh/chart'] ?? '') ?? [];
  return name === undefined || knownChart(name) === undefined ? undefined : { chart: name, version };
}
