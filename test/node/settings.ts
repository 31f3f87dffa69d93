/** The configuration files of a node's programs. */
import { networkPlugins } from './requirements.ts';

export interface NodeSettings {
  readonly directory: string;
  readonly bridge: string;
  readonly cgroup: string;
  /** First three numbers of the pods' network, which is a /24; the node has `.1` in it. */
  readonly network: string;
  readonly port: number;
  readonly certificateAuthority: string;
  readonly certificate: string;
  readonly key: string;
}

const socket = '/run/containerd/containerd.sock';

export function containerdSettings({ directory }: NodeSettings, sandboxImage: string): string {
  return `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${sandboxImage}"
  # Without the right to lower it, runc ends with "can't get final child's PID from pipe: EOF".
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${networkPlugins}"
    conf_dir = "${directory}/net.d"
  # Copies a layer of 2 MB, and works on any file system, that of a container included.
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "native"
`;
}

/** Pods reach each other and this machine, nothing else: no forwarding, no firewall rule. */
export function networkSettings({ bridge, network }: NodeSettings): unknown {
  const ipam = { type: 'host-local', ranges: [[{ subnet: `${network}.0/24`, gateway: `${network}.1` }]], routes: [{ dst: '0.0.0.0/0' }] };
  return { cniVersion: '1.0.0', name: 'pods', plugins: [{ type: 'bridge', bridge, ipam }] };
}

export function kubeletSettings({ network, port, cgroup, certificateAuthority, certificate, key }: NodeSettings): unknown {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    address: `${network}.1`,
    port,
    readOnlyPort: 0,
    healthzPort: 0,
    tlsCertFile: certificate,
    tlsPrivateKeyFile: key,
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: certificateAuthority } },
    authorization: { mode: 'Webhook' },
    containerRuntimeEndpoint: `unix://${socket}`,
    // Nobody serves it: without one the kubelet warns of it in the events of every pod.
    clusterDNS: ['10.0.0.10'],
    clusterDomain: 'cluster.local',
    resolvConf: '',
    failCgroupV1: false,
    failSwapOn: false,
    cgroupDriver: 'cgroupfs',
    // Every pod below one group of ours, which can be removed.
    cgroupRoot: `/${cgroup}`,
    enforceNodeAllocatable: [],
    makeIPTablesUtilChains: false,
    localStorageCapacityIsolation: false,
    evictionHard: { 'imagefs.available': '0%', 'memory.available': '0%', 'nodefs.available': '0%', 'nodefs.inodesFree': '0%' },
    imageGCHighThresholdPercent: 100,
    serializeImagePulls: true,
    logging: { flushFrequency: '1s' },
  };
}
