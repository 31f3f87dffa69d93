import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, doctorOrders, fine } from './shop.ts';

export const sdkAccessTokenCache: Scenario = {
  name: 'sdk-access-token-cache',
  title: 'Denied lately, and reads now',
  story:
    'The role is there and in effect: the doctor reads the secret. The application was denied three minutes ago with the access token that it keeps. In healthy-sdk-token-file-cache the refusal is older.',
  cluster: logging([
    { ago: 190, text: 'Status: 403 (Forbidden) Content: Caller is not authorized to perform action on resource. Caller: appid=5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab;oid=66666666-6666-4666-8666-666666666666 Vault: kv-shop;location=westeurope ErrorCode: ForbiddenByRbac' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: { ...fine, warnings: ['sdk-access-token-cache'] },
};
