import type { Owner } from '../../evidence/subject.ts';
import { reference } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { kubectl, note, word } from '../step.ts';

export interface CsiSyncedSecretMissing {
  readonly owner: Owner;
  readonly pods: readonly string[];
  readonly container: string;
  readonly secretName: string;
  /** Classes of the namespace that make this Secret. */
  readonly classes: readonly string[];
}

export const csiSyncedSecretMissing = defineProblem<CsiSyncedSecretMissing>({
  code: 'WI848',
  name: 'csi-synced-secret-missing',
  link: 'csi',
  title: 'A container waits for a synced Secret that nothing makes',
  brief: 'waits for a Secret that nothing makes',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ container, secretName }) => `Container ${container} waits for Secret ${secretName}, which the driver makes only once a pod mounts its class`,
  why: ({ classes }) =>
    `secretproviderclass/${classes.join(', ')} lists the Secret in secretObjects, and these pods have no volume of it. The driver makes a synced Secret when a pod mounts the class, and takes it away with the last one.`,
  evidence: ({ secretName, pods }) => [
    { label: 'waiting', value: `CreateContainerConfigError: secret "${secretName}" not found` },
    { label: 'pods', value: pods.join(', ') },
  ],
  fix: ({ owner, classes }) => [
    note(
      `In the template of ${reference(owner)}, add a csi volume (driver secrets-store.csi.k8s.io, readOnly: true, volumeAttributes.secretProviderClass: ${word(classes[0], 'dns-name', 'secret-provider-class')}) and a volumeMount of it, beside the variable that reads the Secret.`,
    ),
    kubectl('then see that the Secret comes', 'get', 'secrets', '-n', word(owner.namespace, 'dns-name', 'namespace'), '-l', 'secrets-store.csi.k8s.io/managed=true'),
  ],
  example: { owner: { kind: 'deployment', namespace: 'shop', name: 'orders' }, pods: ['orders-7d4b9c6f5d-2xkqp'], container: 'app', secretName: 'orders-db', classes: ['orders'] },
});
