import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, namespace, serviceAccount, vaultEnv, webhook } from './shop.ts';

export const authorityHostWrong: Scenario = {
  name: 'authority-host-wrong',
  title: 'The pod names an authority that is not Entra',
  story:
    'The template sets AZURE_AUTHORITY_HOST to a host of somebody else. The token is not sent there.',
  cluster: {
    issuer,
    steps: [
      { do: 'webhook', state: webhook },
      { do: 'apply', objects: [namespace, serviceAccount()] },
      { do: 'apply', objects: [deployment({ env: [{ name: 'AZURE_AUTHORITY_HOST', value: 'https://login.example/' }, ...vaultEnv] })] },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('authority-host-wrong'),
};
