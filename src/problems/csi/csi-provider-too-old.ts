import { installByHelm } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { az, note, word } from '../step.ts';

export interface CsiProviderTooOld extends MountRef {
  readonly set: string;
  readonly version: string;
  /** First version that knows what the class asks for. */
  readonly needed: string;
  readonly addOn: boolean;
}

export const csiProviderTooOld = defineProblem<CsiProviderTooOld>({
  code: 'WI846',
  name: 'csi-provider-too-old',
  link: 'csi',
  title: 'The Azure provider is older than what the class asks of it',
  brief: 'the provider is too old for the class',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'csi-tokenrequests-missing' }, { problem: 'csi-tokenrequests-audience' }, { problem: 'spc-clientid-missing' }],
  what: ({ set, version }) => `The Azure provider ${set} is of version ${version}, which cannot sign in as the class asks`,
  why: ({ needed }) => `What the class asks for is known to the provider since ${needed} (workload identity since 1.1.0, identity bindings since 1.8). An older one passes over the parameters, and fails in another way or signs in as somebody else.`,
  evidence: ({ version, needed }) => [
    { label: 'version', value: version },
    { label: 'needed', value: needed },
  ],
  fix: ({ addOn }) => [
    addOn
      ? az('take up the present version of the add-on', 'aks', 'update', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'))
      : installByHelm('install the present version of driver and provider'),
    note('Pods that wait for the volume mount it by themselves once the new provider is there.'),
  ],
  example: { ...exampleMount, set: 'kube-system/csi-secrets-store-provider-azure', version: 'v0.2.0', needed: '1.1', addOn: false },
});
