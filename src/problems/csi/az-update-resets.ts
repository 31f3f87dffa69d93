import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { az, note, word } from '../step.ts';

export interface AzUpdateResets extends MountRef {
  readonly fields: readonly string[];
}

export const azUpdateResets = defineProblem<AzUpdateResets>({
  code: 'WI942',
  name: 'az-update-resets',
  link: 'csi',
  title: 'The CSIDriver of the add-on was changed by hand, which AKS undoes',
  brief: 'changed by hand, which AKS undoes',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ fields }) => `${fields.join(', ')} of csidriver/secrets-store.csi.k8s.io ${fields.length === 1 ? 'was' : 'were'} set by hand, and the add-on of AKS keeps that object`,
  why: () => 'AKS puts the objects of its add-ons back to what they should be, at the latest with the next az aks update or upgrade: CSIDriver, DaemonSets and the configuration of the webhook alike. What works by a change of them stops working then.',
  evidence: ({ fields }) => [{ label: 'set by hand', value: fields.join(', '), of: 'csidriver/secrets-store.csi.k8s.io' }],
  fix: () => [
    az('see what the add-on can be told', 'aks', 'show', '-g', word(undefined, 'resource-name', 'resource-group'), '-n', word(undefined, 'resource-name', 'cluster'), '--query', 'addonProfiles.azureKeyvaultSecretsProvider'),
    note('Where the add-on has no setting for it: install driver and provider by Helm in its place.'),
  ],
  example: { ...exampleMount, fields: ['tokenRequests'] },
});
