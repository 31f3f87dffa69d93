import type { Scenario } from '../scenario.ts';
import { azure, broken, credentialWrite, doctorOrders, identity, issuer, steps } from './shop.ts';

export const ficArmEmptyProperties: Scenario = {
  name: 'fic-arm-empty-properties',
  title: 'A template deploys a credential without properties',
  story:
    'Issuer and subject stand beside properties in the template, so Azure sees none.',
  cluster: { issuer, steps: steps() },
  azure: azure({ identities: [identity([])], activity: [credentialWrite('fic-orders', 'pipeline@example.com', 90, { status: 400, code: 'BadRequest', message: 'Federated Identity Credential from HTTP body has empty properties' })] }),
  command: doctorOrders,
  expect: { ...broken('fic-arm-empty-properties'), consequences: ['fic-none'] },
};
