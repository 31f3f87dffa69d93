import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders } from './shop.ts';

export const dataplaneRoleMissing: Scenario = {
  name: 'dataplane-role-missing',
  title: 'A role for data is lacking, or somebody else asks',
  story:
    'A storage account refuses data. Its words do not say whom.',
  cluster: logging([
    { ago: 75, text: 'Azure.RequestFailedException: This request is not authorized to perform this operation using this permission. ErrorCode: AuthorizationPermissionMismatch' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['dataplane-role-missing', 'sdk-fallback-to-kubelet-identity'] },
};
