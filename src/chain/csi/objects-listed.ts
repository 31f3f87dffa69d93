import { isObjectName, isObjectType, type ListedObject } from '../../evidence/listed-objects.ts';
import { mountParameters } from '../../evidence/mount-parameters.ts';
import { secretProviderClass } from '../../evidence/secret-provider-class.ts';
import { workload } from '../../evidence/workload.ts';
import { spcDuplicateArrayKey } from '../../problems/csi/spc-duplicate-array-key.ts';
import { spcObjectFormat } from '../../problems/csi/spc-object-format.ts';
import { spcObjectNameEmpty } from '../../problems/csi/spc-object-name-empty.ts';
import { spcObjectType } from '../../problems/csi/spc-object-type.ts';
import { spcObjectsEmptyArray } from '../../problems/csi/spc-objects-empty-array.ts';
import { spcObjectsMalformed } from '../../problems/csi/spc-objects-malformed.ts';
import { spcObjectsMissing } from '../../problems/csi/spc-objects-missing.ts';
import type { MountRef } from '../../problems/secret-provider-class.ts';
import { defineCheck, fail, ok, type Outcome } from '../check.ts';
import { mountRef, standsEmpty } from './mount-ref.ts';
import { notOfAzure } from './of-azure.ts';

export const objectsListed = defineCheck({
  id: 'csi/objects-listed',
  title: 'the SecretProviderClass lists objects that the provider can read',
  each: 'mount',
  reads: [mountParameters, secretProviderClass, workload],
  problems: [spcObjectsMissing, spcObjectsMalformed, spcDuplicateArrayKey, spcObjectsEmptyArray, spcObjectType, spcObjectNameEmpty, spcObjectFormat],
  run([{ objects }, found, { owner }], { mount }) {
    const other = notOfAzure(found);
    if (other !== undefined) return other;
    const ref = mountRef(mount, owner);
    if (objects.state === 'unset') return fail(spcObjectsMissing, { ...ref, ...standsEmpty(found.parameters, 'objects') });
    if (objects.state === 'malformed') {
      const { at, message, twice } = objects;
      if (twice === true) return fail(spcDuplicateArrayKey, { ...ref, message });
      return fail(spcObjectsMalformed, { ...ref, message, ...(at === undefined ? {} : { at }) });
    }
    if (objects.objects.length === 0) return fail(spcObjectsEmptyArray, ref);
    for (const [at, object] of objects.objects.entries()) {
      const wrong = faultOf(object, at, ref);
      if (wrong !== undefined) return wrong;
    }
    return ok(`${objects.objects.length} object${objects.objects.length === 1 ? '' : 's'}`);
  },
});

/** The first object that the provider refuses stops the whole mount; it looks at format, encoding, file, then at the type. */
function faultOf(object: ListedObject, at: number, ref: MountRef): Outcome | undefined {
  const { name, type, file } = object;
  const refused = refusedField(object);
  if (refused !== undefined) return fail(spcObjectFormat, { ...ref, name: name || String(at), ...refused });
  if (!isObjectName(name)) return fail(spcObjectNameEmpty, { ...ref, at, name });
  if (!isObjectType(type)) return fail(spcObjectType, { ...ref, name, type });
  return file === '' ? fail(spcObjectNameEmpty, { ...ref, at, name }) : undefined;
}

/** By `pkg/provider/validate.go`; a permission that is no octal number is not among it, nor is 999, which makes a file of mode 0000. */
function refusedField({ type, format, encoding, file }: ListedObject): { readonly field: string; readonly value: string; readonly said: string } | undefined {
  if (format !== '' && !/^(pem|pfx)$/i.test(format)) return { field: 'objectFormat', value: format, said: `invalid objectFormat: ${format}, should be PEM or PFX` };
  if (format === 'pfx' && type !== 'secret') return { field: 'objectFormat', value: format, said: 'PFX format only supported for objectType: secret' };
  if (encoding !== '' && type !== 'secret') return { field: 'objectEncoding', value: encoding, said: 'objectEncoding only supported for objectType: secret' };
  if (encoding !== '' && !/^(hex|base64|utf-8)$/i.test(encoding)) return { field: 'objectEncoding', value: encoding, said: `invalid objectEncoding: ${encoding}, should be hex, base64 or utf-8` };
  if (file.startsWith('/')) return { field: 'objectAlias', value: file, said: 'file name must be a relative path' };
  if (file.includes('..')) return { field: 'objectAlias', value: file, said: "file name must not contain '..'" };
  return undefined;
}
