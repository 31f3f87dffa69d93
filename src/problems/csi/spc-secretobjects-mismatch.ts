import { defineProblem } from '../problem.ts';
import { classCalled, editClass, exampleMount, type MountRef } from '../secret-provider-class.ts';

export interface SpcSecretobjectsMismatch extends MountRef {
  readonly secretName: string;
  readonly objectName: string;
  readonly files: readonly string[];
}

export const spcSecretobjectsMismatch = defineProblem<SpcSecretobjectsMismatch>({
  code: 'WI829',
  name: 'spc-secretobjects-mismatch',
  link: 'csi',
  title: 'A synced Secret is made of a file that is not mounted',
  brief: 'synced from a file that is not mounted',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `Secret ${mount.secretName} of ${classCalled(mount)} is made of file ${mount.objectName}, which is not mounted`,
  why: () => 'secretObjects names a file by objectAlias where there is one, else by objectName. The driver makes no Secret then (FailedToCreateSecret), and containers that use it do not start.',
  evidence: ({ objectName, files }) => [
    { label: 'objectName', value: objectName },
    { label: 'files', value: files.join(', ') },
  ],
  fix: (mount) => [editClass('name a file that is mounted in secretObjects[].data[].objectName', mount)],
  example: { ...exampleMount, secretName: 'orders-db', objectName: 'db-password', files: ['password'] },
});
