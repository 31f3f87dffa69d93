import type { Scenario } from '../scenario.ts';
import { ficIssuerTrailingSlash } from './fic-issuer-trailing-slash.ts';
import { doctorOrders } from './shop.ts';

export const ficIssuerMismatchUnread: Scenario = {
  name: 'fic-issuer-mismatch-unread',
  title: 'A credential without the slash, and nobody may look',
  story:
    'Entra says that no credential names the issuer. Whether a slash is missing, the credential is of another cluster or it is too new shows only the credential.',
  cluster: ficIssuerTrailingSlash.cluster,
  azure: { ...ficIssuerTrailingSlash.azure, operator: 'none' },
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 3, rootCauses: [], undecided: ['fic-issuer-mismatch', 'fic-issuer-trailing-slash', 'fic-propagation'], gaps: ['doctor-rbac-partial'] },
};
