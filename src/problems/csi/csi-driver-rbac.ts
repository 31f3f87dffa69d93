import { defineProblem } from '../problem.ts';
import { exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';
import { kubectl, note, word } from '../step.ts';

export interface CsiDriverRbac extends MountRef {
  /** Who was refused: `system:serviceaccount:NAMESPACE:NAME`. */
  readonly user: string;
  readonly message: string;
}

export const csiDriverRbac = defineProblem<CsiDriverRbac>({
  code: 'WI843',
  name: 'csi-driver-rbac',
  link: 'csi',
  title: 'The driver may not read SecretProviderClasses',
  brief: 'the driver may not read classes',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: ({ user }) => `The driver may not read SecretProviderClasses as ${user}`,
  why: () => 'The ClusterRoleBinding of the driver names its service account with its namespace. A driver that was installed into another namespace than the binding names has no rights at all.',
  evidence: ({ message }) => [{ label: 'event', value: message }],
  fix: ({ owner, user }) => {
    const [, , namespace, name] = user.split(':');
    return [
      kubectl('see whom the binding names', 'get', 'clusterrolebinding', 'secretproviderclasses-rolebinding', '-o', 'yaml'),
      kubectl('name the account of the driver', 'set', 'subject', 'clusterrolebinding', 'secretproviderclasses-rolebinding', `--serviceaccount=${word(namespace, 'dns-name', 'namespace')}:${word(name, 'dns-name', 'service-account')}`),
      note('Better: install the driver again by Helm into one namespace; its chart writes binding and account alike.'),
      ...mountAgain(owner),
    ];
  },
  example: { ...exampleMount, user: 'system:serviceaccount:kube-system:secrets-store-csi-driver', message: 'secretproviderclasses.secrets-store.csi.x-k8s.io "orders" is forbidden' },
});
