import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcCertAsCertNoKey } from '../../problems/csi/spc-cert-as-cert-no-key.ts';
import { spcSecretobjectsMismatch } from '../../problems/csi/spc-secretobjects-mismatch.ts';
import { defineCheck, fail, ok, skip } from '../check.ts';
import { mountRef } from './mount-ref.ts';

export const secretsSynced = defineCheck({
  id: 'csi/secrets-synced',
  title: 'the Secrets of the SecretProviderClass are made of files that are mounted',
  each: 'mount',
  reads: [secretProviderClass, mountParameters, workload],
  problems: [spcSecretobjectsMismatch, spcCertAsCertNoKey],
  run([{ secretObjects }, { objects }, { owner }], { mount }) {
    if (secretObjects.length === 0) return skip('the class makes no Secrets');
    if (objects.state !== 'listed') return skip('the objects cannot be read');
    // several versions go into a directory, and a certificate may be split in two: files that are not named here
    const files = objects.objects.map(({ file }) => file);
    const stems = objects.objects.filter(({ history, type }) => history > 1 || type === 'secret').map(({ file }) => file);
    for (const { secretName, type, data } of secretObjects) {
      const missing = data.find(({ objectName }) => !files.includes(objectName) && !stems.some((stem) => [`${stem}.crt`, `${stem}.key`].includes(objectName) || objectName.startsWith(`${stem}/`)));
      if (missing !== undefined) return fail(spcSecretobjectsMismatch, { ...mountRef(mount, owner), secretName, objectName: missing.objectName, files });
      const key = type === 'kubernetes.io/tls' ? data.find((one) => one.key === 'tls.key')?.objectName : undefined;
      if (key !== undefined && objects.objects.some((object) => object.file === key && object.type === 'cert')) return fail(spcCertAsCertNoKey, { ...mountRef(mount, owner), secretName, objectName: key });
    }
    return ok();
  },
});
