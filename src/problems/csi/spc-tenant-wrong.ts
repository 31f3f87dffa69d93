import { defineProblem } from '../problem.ts';
import { bindClass, exampleMount, mountAgain, placeOf, setParameters, type MountRef } from '../secret-provider-class.ts';
import { word } from '../step.ts';

export interface SpcTenantWrong extends MountRef {
  readonly tenantId: string;
  /** Which of the two spellings stands there. */
  readonly parameter: 'tenantID' | 'tenantId';
  /** The identity's own, where it could be read. */
  readonly right?: string;
}

export const spcTenantWrong = defineProblem<SpcTenantWrong>({
  code: 'WI819',
  name: 'spc-tenant-wrong',
  link: 'csi',
  title: 'The SecretProviderClass names the wrong tenant',
  brief: 'names the wrong tenant',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  explains: [{ problem: 'identity-not-found' }, { problem: 'identity-wrong-tenant' }, { problem: 'spc-clientid-wrong' }],
  what: (mount) => `The tenant in ${placeOf(mount, mount.parameter)} ${mount.right === undefined ? 'does not exist in this cloud' : 'is not that of the identity'}`,
  why: () => 'The provider asks Entra for the token in this tenant, where the identity is not.',
  evidence: ({ tenantId, parameter, right }) => [
    { label: parameter, value: tenantId },
    ...(right === undefined ? [] : [{ label: 'identity', value: right, of: 'tenant' }]),
  ],
  fix: (mount) => [setParameters('correct it', mount, { [mount.parameter]: word(mount.right, 'guid', 'tenant-id') }), ...mountAgain(mount.owner)],
  bind: (mount) => bindClass(mount, [mount.parameter], { takesOver: true }),
  example: { ...exampleMount, tenantId: '88888888-8888-4888-8888-888888888888', parameter: 'tenantID', right: '11111111-1111-4111-8111-111111111111' },
});
