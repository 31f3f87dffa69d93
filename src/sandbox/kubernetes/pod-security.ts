/** Pod Security Standards: the violations a workload identity user meets, in the order and words of the admission plugin. */
import type { Container, Pod, Volume } from './objects.ts';

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const defaultCapabilities: ReadonlySet<string> = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
]);
const restrictedVolumes: ReadonlySet<string> = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']);

/** Each violation as the plugin words it; empty when the pod is allowed at this level. */
export function podSecurityViolations(pod: Pod, level: PodSecurityLevel): string[] {
  if (level === 'privileged') return [];
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const found =
    level === 'baseline'
      ? [capabilitiesBaseline(containers), hostNamespaces(pod), hostPaths(pod), hostPorts(containers), privileged(containers)]
      : [
          hostNamespaces(pod),
          hostPorts(containers),
          privileged(containers),
          privilegeEscalation(containers),
          capabilitiesRestricted(containers),
          volumeTypes(pod),
          runAsNonRoot(pod, containers),
          runAsUser(pod, containers),
          seccompProfile(pod, containers),
        ];
  return found.filter((each) => each !== undefined);
}

const quoted = (names: readonly string[]) => names.map((each) => `"${each}"`).join(', ');

function plural(noun: string, names: readonly string[]): string {
  return `${noun}${names.length === 1 ? '' : 's'} ${quoted(names)}`;
}

function failing(containers: readonly Container[], fails: (container: Container) => boolean): string[] {
  return containers.filter(fails).map((each) => each.name);
}

function hostNamespaces({ spec }: Pod): string | undefined {
  const used = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((each) => spec[each] === true).map((each) => `${each}=true`);
  return used.length === 0 ? undefined : `host namespaces (${used.join(', ')})`;
}

function hostPaths({ spec }: Pod): string | undefined {
  const names = (spec.volumes ?? []).filter((each) => each['hostPath'] !== undefined).map((each) => each.name);
  return names.length === 0 ? undefined : `hostPath volumes (${plural('volume', names)})`;
}

function hostPorts(containers: readonly Container[]): string | undefined {
  const using = containers.flatMap((container) => {
    const ports = (container.ports ?? []).flatMap((port) => (port.hostPort ? [String(port.hostPort)] : []));
    return ports.length === 0 ? [] : [{ name: container.name, ports }];
  });
  if (using.length === 0) return undefined;
  const ports = using.flatMap((each) => each.ports);
  const verb = using.length === 1 ? 'uses' : 'use';
  return `hostPort (${plural('container', using.map((each) => each.name))} ${verb} hostPort${ports.length === 1 ? '' : 's'} ${ports.join(', ')})`;
}

function privileged(containers: readonly Container[]): string | undefined {
  const names = failing(containers, (each) => each.securityContext?.privileged === true);
  return names.length === 0 ? undefined : `privileged (${plural('container', names)} must not set securityContext.privileged=true)`;
}

function addedCapabilities(containers: readonly Container[], allowed: (capability: string) => boolean): string | undefined {
  const added = new Set<string>();
  const names = failing(containers, (each) => {
    const refused = (each.securityContext?.capabilities?.add ?? []).filter((capability) => !allowed(capability));
    for (const capability of refused) added.add(capability);
    return refused.length > 0;
  });
  return names.length === 0 ? undefined : `${plural('container', names)} must not include ${quoted([...added].sort())} in securityContext.capabilities.add`;
}

function capabilitiesBaseline(containers: readonly Container[]): string | undefined {
  const added = addedCapabilities(containers, (each) => defaultCapabilities.has(each));
  return added === undefined ? undefined : `non-default capabilities (${added})`;
}

function capabilitiesRestricted(containers: readonly Container[]): string | undefined {
  const undropped = failing(containers, (each) => !(each.securityContext?.capabilities?.drop ?? []).includes('ALL'));
  const drop = undropped.length === 0 ? undefined : `${plural('container', undropped)} must set securityContext.capabilities.drop=["ALL"]`;
  const parts = [drop, addedCapabilities(containers, (each) => each === 'NET_BIND_SERVICE')].filter((each) => each !== undefined);
  return parts.length === 0 ? undefined : `unrestricted capabilities (${parts.join('; ')})`;
}

function privilegeEscalation(containers: readonly Container[]): string | undefined {
  const names = failing(containers, (each) => each.securityContext?.allowPrivilegeEscalation !== false);
  return names.length === 0
    ? undefined
    : `allowPrivilegeEscalation != false (${plural('container', names)} must set securityContext.allowPrivilegeEscalation=false)`;
}

function volumeTypes({ spec }: Pod): string | undefined {
  const typeOf = (volume: Volume) => Object.keys(volume).find((key) => key !== 'name') ?? 'unknown';
  const refused = (spec.volumes ?? []).filter((each) => !restrictedVolumes.has(typeOf(each)));
  if (refused.length === 0) return undefined;
  const types = [...new Set(refused.map(typeOf))].sort();
  const verb = refused.length === 1 ? 'uses' : 'use';
  return `restricted volume types (${plural('volume', refused.map((each) => each.name))} ${verb} restricted volume ${types.length === 1 ? 'type' : 'types'} ${quoted(types)})`;
}

function runAsNonRoot({ spec }: Pod, containers: readonly Container[]): string | undefined {
  const explicit = failing(containers, (each) => each.securityContext?.runAsNonRoot === false);
  const podValue = spec.securityContext?.runAsNonRoot;
  const parts = [
    ...(podValue === false ? ['pod must not set securityContext.runAsNonRoot=false'] : []),
    ...(explicit.length === 0 ? [] : [`${plural('container', explicit)} must not set securityContext.runAsNonRoot=false`]),
  ];
  const unset = podValue === true ? [] : failing(containers, (each) => each.securityContext?.runAsNonRoot === undefined);
  if (parts.length === 0 && unset.length > 0) parts.push(`pod or ${plural('container', unset)} must set securityContext.runAsNonRoot=true`);
  return parts.length === 0 ? undefined : `runAsNonRoot != true (${parts.join(', ')})`;
}

function runAsUser({ spec }: Pod, containers: readonly Container[]): string | undefined {
  const names = failing(containers, (each) => each.securityContext?.runAsUser === 0);
  const parts = [
    ...(spec.securityContext?.runAsUser === 0 ? ['pod'] : []),
    ...(names.length === 0 ? [] : [plural('container', names)]),
  ];
  return parts.length === 0 ? undefined : `runAsUser=0 (${parts.join(' and ')} must not set runAsUser=0)`;
}

function seccompProfile({ spec }: Pod, containers: readonly Container[]): string | undefined {
  const good = (type: string | undefined) => type === 'RuntimeDefault' || type === 'Localhost';
  const podGood = good(spec.securityContext?.seccompProfile?.type);
  const names = failing(containers, (each) => {
    const own = each.securityContext?.seccompProfile?.type;
    return own === undefined ? !podGood : !good(own);
  });
  return names.length === 0
    ? undefined
    : `seccompProfile (pod or ${plural('container', names)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`;
}
