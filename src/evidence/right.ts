/** A right that a question uses, as `wi rbac` prints it and a gap names it. */
export type Right = ClusterRight | AzureRight;

export interface ClusterRight {
  readonly where: 'cluster';
  readonly verb: 'get' | 'list' | 'create' | 'patch';
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  /** Granted by a Role in the workload's namespace, or only by a ClusterRole. */
  readonly scope: 'namespace' | 'cluster';
  /** The object whose name the API lets a rule narrow down to (`resourceNames`), where it can. */
  readonly nameable?: 'service-account' | 'namespace' | 'webhook' | 'webhook-config' | 'csi-driver';
  /** Of a wish that few have. */
  readonly onlyFor?: 'logs';
  /** `powerful`: whoever has it can do more than read (mint a token, create a pod). */
  readonly power: 'read' | 'powerful';
}

export interface AzureRight {
  readonly where: 'azure';
  /** ARM action, or Graph permission. */
  readonly action: string;
  readonly power: 'read';
  /** The built-in role or permission that carries it. */
  readonly carriedBy: string;
}

/** `create serviceaccounts/token resourceNames=[orders] in namespace shop`, as gaps and reports say it. */
export function describeClusterRight(right: ClusterRight, place: { readonly namespace?: string; readonly name?: string }): string {
  const resource = right.subresource === undefined ? right.resource : `${right.resource}/${right.subresource}`;
  const grouped = right.group === '' ? resource : `${resource}.${right.group}`;
  const narrowed = right.nameable !== undefined && place.name !== undefined ? ` resourceNames=[${place.name}]` : '';
  const where = right.scope === 'namespace' && place.namespace !== undefined ? ` in namespace ${place.namespace}` : ' at the cluster scope';
  return `${right.verb} ${grouped}${narrowed}${where}`;
}
