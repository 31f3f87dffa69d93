import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders } from './shop.ts';

export const sdkIdentityNotFound: Scenario = {
  name: 'sdk-identity-not-found',
  title: 'Somebody asks the node, and the log does not say by what',
  story:
    'The metadata service has no identity for the pod. Which library asked cannot be told from its answer alone.',
  cluster: logging([
    { ago: 190, text: '400 Bad Request from the token endpoint: {"error":"invalid_request","error_description":"Identity not found"}' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['sdk-managed-identity-credential', 'sdk-too-old', 'sdk-legacy-library'] },
};
