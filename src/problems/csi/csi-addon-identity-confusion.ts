import { assignRole } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { az, word } from '../step.ts';

export interface CsiAddonIdentityConfusion extends MountRef {
  /** Of the caller whom the vault refused, from its own words. */
  readonly clientId?: string;
  readonly objectId?: string;
}

export const csiAddonIdentityConfusion = defineProblem<CsiAddonIdentityConfusion>({
  code: 'WI845',
  name: 'csi-addon-identity-confusion',
  link: 'csi',
  title: "The vault refuses the node's identity, which has no role there",
  brief: 'the vault refuses the node\'s identity',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ objectId, secretProviderClass }) => `secretproviderclass/${secretProviderClass} signs in as the node, and the vault refuses ${objectId === undefined ? 'that identity' : `its identity, object id ${objectId}`}`,
  why: () => 'The add-on of AKS has an identity of its own (azurekeyvaultsecretsprovider-CLUSTER), beside the identity of the kubelet and those of workloads. A role that another of them was given does not count for this one.',
  evidence: ({ clientId, objectId }) => [...(objectId === undefined ? [] : [{ label: 'refused object id', value: objectId }]), ...(clientId === undefined ? [] : [{ label: 'refused client id', value: clientId }])],
  fix: (mount) => [
    az('see which identity the add-on has', 'aks', 'show', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'), '--query', 'addonProfiles.azureKeyvaultSecretsProvider.identity'),
    ...assignRole(mount.objectId, undefined),
    setParameters('or sign in with workload identity', mount, { useVMManagedIdentity: 'false', clientID: word(undefined, 'guid', 'client-id') }),
    ...mountAgain(mount.owner),
  ],
  bind: (mount) => bindClass(mount, ['useVMManagedIdentity', 'clientID'], { clientId: null, takesOver: true }),
  example: { ...exampleMount, clientId: '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a', objectId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b' },
});
