import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, deployment, doctorOrders, fine, vaultEnv } from './shop.ts';

export const healthyClientSecret: Scenario = {
  name: 'healthy-client-secret',
  title: 'A client secret for something else',
  story:
    'The application has a client secret for the sign-in of its users. Nothing says that it is in the way, so nothing is said of it.',
  cluster: logging([
    { ago: 75, text: 'users sign in by OpenID Connect' },
  ], deployment({ env: [{ name: 'AZURE_CLIENT_SECRET', valueFrom: { secretKeyRef: { name: 'orders', key: 'secret' } } }, ...vaultEnv] })),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: fine,
};
