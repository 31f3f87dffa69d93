import type { LinkName } from '../report/report.ts';

/** The chain, in the order in which data flows through it; chain order only sorts, it blames nobody. */
export const links: readonly LinkName[] = [
  'access',
  'webhook',
  'pod',
  'service-account',
  'issuer',
  'token',
  'identity',
  'federated-credential',
  'exchange',
  'key-vault',
  'csi',
];

export type { LinkName };
