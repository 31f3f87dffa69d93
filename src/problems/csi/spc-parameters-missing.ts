import { defineProblem } from '../problem.ts';
import { classCalled, editClass, exampleMount, type MountRef } from '../secret-provider-class.ts';

export const spcParametersMissing = defineProblem<MountRef>({
  code: 'WI811',
  name: 'spc-parameters-missing',
  link: 'csi',
  title: 'The SecretProviderClass has no parameters',
  brief: 'has no parameters',
  severity: 'error',
  since: '0.1.0',
  heals: 'never',
  what: (mount) => `${classCalled(mount)} has no spec.parameters`,
  why: () => 'The provider reads vault, tenant, identity and objects from there; most often they stand one level too deep or too high.',
  fix: (mount) => [editClass('put keyvaultName, tenantID, clientID and objects under spec.parameters', mount)],
  bind: () => ({ lists: true, takesOver: true }),
  example: exampleMount,
});
