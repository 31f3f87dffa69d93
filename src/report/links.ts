import type { LinkName } from './report.ts';

/** The links in the order of the chain, with the names a person reads. */
export const linkTitles = {
  access: 'access',
  webhook: 'webhook',
  pod: 'pod',
  'service-account': 'service account',
  issuer: 'issuer',
  token: 'token',
  identity: 'identity',
  'federated-credential': 'federated credential',
  exchange: 'exchange',
  'key-vault': 'key vault',
  csi: 'secrets store csi',
} as const satisfies Record<LinkName, string>;

export const linkOrder = Object.keys(linkTitles) as readonly LinkName[];

/** Columns of the longest name. */
export const linkWidth = Math.max(...Object.values(linkTitles).map((title) => title.length));

/** Name of the link that a check id (`link/name`) belongs to. */
export function linkOfCheck(id: string): string {
  const link = id.split('/')[0] ?? id;
  return link in linkTitles ? linkTitles[link as LinkName] : link;
}
