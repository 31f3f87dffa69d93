import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, placeOf, setParameters, type MountRef } from '../secret-provider-class.ts';

export interface SpcVmIdentityTrue extends MountRef {
  readonly clientId: string;
}

export const spcVmIdentityTrue = defineProblem<SpcVmIdentityTrue>({
  code: 'WI815',
  name: 'spc-vm-identity-true',
  link: 'csi',
  title: 'The SecretProviderClass signs in as the node',
  brief: 'signs in as the node',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  covers: ['spc-user-assigned-id'],
  what: (mount) => `useVMManagedIdentity of ${placeOf(mount, 'useVMManagedIdentity')} is true, so its clientID is not used`,
  why: () => 'The identity of the node wins over workload identity: the vault sees the kubelet\'s identity, or the one in userAssignedIdentityID, not the one in clientID.',
  evidence: ({ clientId }) => [{ label: 'clientID', value: clientId, of: 'not used' }],
  fix: (mount) => [setParameters('turn it off', mount, { useVMManagedIdentity: 'false' }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['useVMManagedIdentity'], { clientId: mount.clientId, takesOver: true }),
  example: { ...exampleMount, clientId: '5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab' },
});
