import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, placeOf, setParameters, type MountRef } from '../secret-provider-class.ts';

export interface SpcCloudname extends MountRef {
  readonly value: string;
}

export const spcCloudname = defineProblem<SpcCloudname>({
  code: 'WI822',
  name: 'spc-cloudname',
  link: 'csi',
  title: 'The SecretProviderClass names a cloud that there is none of',
  brief: 'names no cloud that there is',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `cloudName of ${placeOf(mount, 'cloudName')} is no cloud of Azure`,
  why: () => 'The provider knows AzurePublicCloud, AzureUSGovernmentCloud, AzureChinaCloud, and AzureStackCloud with a file of its own. Without the parameter it takes the public cloud.',
  evidence: ({ value }) => [{ label: 'cloudName', value: JSON.stringify(value) }],
  fix: (mount) => [setParameters('for the public cloud, leave it away', mount, { cloudName: null }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['cloudName'], { takesOver: true }),
  example: { ...exampleMount, value: 'AzureGermany' },
});
