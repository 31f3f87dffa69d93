/** The proxy that answers in place of the node's metadata service (`failure-modes.md` §1.6, of release 1.6.0). */
import type { Container, Pod } from './objects.ts';

const annotation = 'azure.workload.identity/inject-proxy-sidecar';
const port = 8000;

/** The annotation asks for it by being there, whatever its value. */
export function hasProxy(pod: Pod): boolean {
  return pod.metadata.annotations?.[annotation] !== undefined;
}

/** Its init container comes after those of the pod; the proxy itself before all, as a container where `classic`. */
export function addProxy(pod: Pod, classic: boolean, release: string): void {
  const { initContainers = [], containers } = pod.spec;
  const init = initContainers.some(({ name }) => name === 'azwi-proxy-init') ? initContainers : [...initContainers, proxyInit(release)];
  const there = [...init, ...containers].some(({ name }) => name === 'azwi-proxy');
  pod.spec.initContainers = classic || there ? init : [{ ...proxy(release), restartPolicy: 'Always' }, ...init];
  if (classic && !there) pod.spec.containers = [proxy(release), ...containers];
}

function proxyInit(release: string): Container {
  return {
    name: 'azwi-proxy-init',
    image: `mcr.microsoft.com/oss/azure/workload-identity/proxy-init:${release}`,
    imagePullPolicy: 'IfNotPresent',
    env: [{ name: 'PROXY_PORT', value: String(port) }],
    securityContext: { capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] }, privileged: true, runAsNonRoot: false, runAsUser: 0 },
  };
}

function proxy(release: string): Container {
  return {
    name: 'azwi-proxy',
    image: `mcr.microsoft.com/oss/azure/workload-identity/proxy:${release}`,
    imagePullPolicy: 'IfNotPresent',
    args: [`--proxy-port=${port}`, '--log-level=info'],
    ports: [{ containerPort: port }],
    lifecycle: { postStart: { exec: { command: ['/proxy', `--proxy-port=${port}`, '--probe', '--log-level=info'] } } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
  };
}
