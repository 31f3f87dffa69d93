import { kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenPod: readonly Unseen[] = [
  {
    name: 'pod-env-not-inherited',
    title: 'The pod has the variables, and the process of the application does not',
    why:
      'What the webhook sets is the environment of the container. An entrypoint that starts the application by sudo, su, cron or a supervisor may hand it an empty one. ' +
      "The pod's specification is right then, and only the process itself could tell.",
    look: [
      kubectl('see what the first process has', 'exec', 'POD', '-n', 'NAMESPACE', '--', 'grep', '-az', '^AZURE_', '/proc/1/environ'),
      note('Look the same way at the process of the application (/proc/PID/environ), and let the entrypoint hand on AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE and AZURE_AUTHORITY_HOST.'),
    ],
  },
  {
    name: 'label-in-selector',
    title: 'The label was put into the selector, and the API server refused the change',
    why:
      'A tool that adds labels everywhere (commonLabels of kustomize, a chart) adds them to spec.selector too, which cannot be changed: "spec.selector: Invalid value … field is immutable". The workload stays as it was, and here its pods only lack the label. ' +
      'The refused manifest is with whoever applied it.',
    look: [
      kubectl('try the manifest', 'apply', '--dry-run=server', '-f', 'FILE'),
      note('Put the label on the template alone: in kustomize "labels" with includeTemplates: true and includeSelectors: false. Where it is in the selector already, delete the workload and create it again.'),
    ],
  },
  {
    name: 'pod-token-permission',
    title: 'The process may not read the token that is mounted',
    why:
      'The kubelet gives the file to the user of the pod where all containers have one (mode 0600), and to everybody otherwise. A process that changes its user after its start, or Kubernetes before 1.19, gets "permission denied". ' +
      'The users of processes are not in the specification.',
    look: [
      kubectl('see whose the file is', 'exec', 'POD', '-n', 'NAMESPACE', '--', 'sh', '-c', 'ls -lL $AZURE_FEDERATED_TOKEN_FILE; id; grep Uid /proc/1/status'),
      note('Set securityContext.fsGroup on the pod, to any group: the file is then readable by it, and every container is in it.'),
    ],
  },
  {
    name: 'pod-windows-hostprocess',
    title: 'A HostProcess container looks for its token at the path of the node',
    why:
      'A HostProcess container of Windows runs in the file system of the node. With an old containerd what is mounted lies below %CONTAINER_SANDBOX_MOUNT_POINT%, and the path in AZURE_FEDERATED_TOKEN_FILE names nothing. ' +
      'Which of the two holds is decided on the node.',
    look: [
      kubectl('see which containerd the node has', 'get', 'nodes', '-o', 'wide'),
      kubectl('see where the file is', 'exec', 'POD', '-n', 'NAMESPACE', '--', 'cmd', '/c', 'dir %CONTAINER_SANDBOX_MOUNT_POINT%%AZURE_FEDERATED_TOKEN_FILE%'),
      note('Use containerd 1.7 or newer, or let the application put CONTAINER_SANDBOX_MOUNT_POINT before the path.'),
    ],
  },
];
