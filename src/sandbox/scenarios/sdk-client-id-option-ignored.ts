import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders } from './shop.ts';

export const sdkClientIdOptionIgnored: Scenario = {
  name: 'sdk-client-id-option-ignored',
  title: 'The vault refuses somebody else than the pod was told to be',
  story:
    'The doctor reads the secret as the identity of the pod. The vault refused the application, and names another client id. The closest that must not fail is sdk-access-token-cache, where it names the right one.',
  cluster: logging([
    { ago: 130, text: 'Status: 403 (Forbidden) Content: Caller is not authorized to perform action on resource. Caller: appid=0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a;oid=0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b;iss=https://sts.windows.net/11111111-1111-4111-8111-111111111111/ Vault: kv-shop;location=westeurope ErrorCode: ForbiddenByRbac' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['sdk-client-id-option-ignored', 'sdk-fallback-to-kubelet-identity'], warnings: ['sdk-access-token-cache'] },
};
