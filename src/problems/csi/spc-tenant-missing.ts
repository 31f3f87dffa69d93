import { defineProblem } from '../problem.ts';
import { bindClass, classCalled, exampleMount, mountAgain, setParameters, type MountRef } from '../secret-provider-class.ts';
import { az, word } from '../step.ts';

export interface SpcTenantMissing extends MountRef {
  /** The parameter is there, with nothing in it. */
  readonly empty?: true;
  /** A parameter that the provider does not read. */
  readonly nearMiss?: string;
}

export const spcTenantMissing = defineProblem<SpcTenantMissing>({
  code: 'WI818',
  name: 'spc-tenant-missing',
  link: 'csi',
  title: 'The SecretProviderClass names no tenant',
  brief: 'names no tenant',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} has no parameter tenantID${mount.nearMiss === undefined ? '' : `; ${mount.nearMiss} is not read`}`,
  why: () => 'The provider asks Entra for the token in this tenant, and takes it from nowhere else. It reads tenantID or tenantId, and no other spelling.',
  evidence: ({ nearMiss }) => (nearMiss === undefined ? [] : [{ label: 'not read', value: nearMiss }]),
  fix: (mount) => [az('see the tenant of the identity', 'identity', 'list', '--query', '[].{name:name,clientId:clientId,tenantId:tenantId}', '-o', 'table'), setParameters('name it', mount, { tenantID: word(undefined, 'guid', 'tenant-id') }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, ['tenantID', 'tenantId'], { takesOver: mount.empty }),
  example: { ...exampleMount, nearMiss: 'tenantid' },
});
