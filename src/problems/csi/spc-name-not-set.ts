import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl, word } from '../step.ts';
import { correctCsiVolume } from '../template.ts';

export const spcNameNotSet = defineProblem<MountRef>({
  code: 'WI808',
  name: 'spc-name-not-set',
  link: 'csi',
  title: 'The volume names no SecretProviderClass',
  brief: 'names no SecretProviderClass',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ volume }) => `Volume ${volume} names no SecretProviderClass`,
  why: () => 'The driver reads the name from volumeAttributes.secretProviderClass, written exactly so; it is missing, empty or misspelt.',
  fix: ({ owner, volume }) => [
    kubectl('see which there are', 'get', 'secretproviderclasses', '-n', word(owner.namespace, 'dns-name', 'namespace')),
    correctCsiVolume(owner, volume, { volumeAttributes: { secretProviderClass: word(undefined, 'dns-name', 'secret-provider-class') } }, 'name one in csi.volumeAttributes.secretProviderClass of the volume'),
  ],
  example: { ...exampleMount, secretProviderClass: '' },
});
