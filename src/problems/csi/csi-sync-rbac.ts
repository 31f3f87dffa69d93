import { defineProblem } from '../problem.ts';
import { classCalled, exampleMount, type MountRef } from '../secret-provider-class.ts';
import { kubectl, note } from '../step.ts';

export interface CsiSyncRbac extends MountRef {
  readonly message: string;
}

export const csiSyncRbac = defineProblem<CsiSyncRbac>({
  code: 'WI834',
  name: 'csi-sync-rbac',
  link: 'csi',
  title: 'The driver may not make the Secret',
  brief: 'may not make the Secret',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `The driver cannot make the Secrets of ${classCalled(mount)}`,
  why: () => 'Syncing to Secrets needs rights that the driver has only where it is switched on; its own log names the missing one (cannot list resource "secrets").',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: () => [kubectl('see whether it has the rights', 'get', 'clusterrole', 'secretprovidersyncing-role'), note('Set secrets-store-csi-driver.syncSecret.enabled=true in the values of the chart; the add-on of AKS has it on.')],
  example: { ...exampleMount, message: 'timed out waiting for the condition' },
});
