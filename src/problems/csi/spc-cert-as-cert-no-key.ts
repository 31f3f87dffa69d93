import { defineProblem } from '../problem.ts';
import { classCalled, editClass, exampleMount, mountAgain, type MountRef } from '../secret-provider-class.ts';

export interface SpcCertAsCertNoKey extends MountRef {
  readonly secretName: string;
  readonly objectName: string;
}

export const spcCertAsCertNoKey = defineProblem<SpcCertAsCertNoKey>({
  code: 'WI850',
  name: 'spc-cert-as-cert-no-key',
  link: 'csi',
  title: 'A TLS Secret is made of a certificate without its key',
  brief: 'a certificate without its key',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `Secret ${mount.secretName} of ${classCalled(mount)} takes its private key from ${mount.objectName}, which is mounted without one`,
  why: () => 'objectType: cert gives the public certificate alone. The private key comes with objectType: secret, by the same name: Key Vault keeps certificate and key together as a secret.',
  evidence: ({ secretName, objectName }) => [
    { label: 'secretObjects', value: `${secretName}, type kubernetes.io/tls, tls.key of ${objectName}` },
    { label: 'objectType', value: 'cert', of: objectName },
  ],
  fix: (mount) => [editClass('list it with objectType: secret', mount), ...mountAgain(mount.owner)],
  example: { ...exampleMount, secretName: 'orders-tls', objectName: 'orders-tls' },
});
