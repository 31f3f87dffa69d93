import { kubectl, note } from '../step.ts';
import type { Unseen } from './unseen.ts';

export const unseenPodIdentity: readonly Unseen[] = [
  {
    name: 'podid-assigned-identity-stuck',
    title: 'An object of pod identity v1 does not go when it is deleted',
    why:
      'AzureAssignedIdentity carries a finalizer that only the controller of pod identity v1 (MIC) takes away. Where MIC was removed first, its deletion, and that of its namespace or definition, never ends. ' +
      'No pod waits for it, so nothing of a workload shows it.',
    look: [
      kubectl('see those that are being deleted', 'get', 'azureassignedidentities', '-A', '-o', 'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,DELETED:.metadata.deletionTimestamp'),
      kubectl('let one go', 'patch', 'azureassignedidentity', 'NAME', '-n', 'NAMESPACE', '--type', 'merge', '-p', '{"metadata":{"finalizers":null}}'),
      note('Do it only where MIC no longer runs: with MIC, the finalizer is what takes the identity from the machines of the node pool.'),
    ],
  },
];
