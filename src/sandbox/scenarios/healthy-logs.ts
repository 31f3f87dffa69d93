import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, clusterRights, doctorOrders, fine, logClusterRights, logRight, namespaceRights } from './shop.ts';

export const healthyLogs: Scenario = {
  name: 'healthy-logs',
  title: 'Logs that only look alike',
  story:
    'Sign-ins of people, tokens, another workload and a success. Nothing of it is an error of this workload, and no token is shown. Whoever looks has the rights that rbac --logs prints, and no others.',
  cluster: { ...logging([
    { ago: 400, text: 'user sign-in refused: AADSTS50076: Due to a configuration change made by your administrator you must use multi-factor authentication' },
    { ago: 300, text: 'ChainedTokenCredential: EnvironmentCredential authentication unavailable, ManagedIdentityCredential authentication unavailable; DefaultAzureCredential acquired a token from WorkloadIdentityCredential' },
    { ago: 200, text: 'authorization: Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJjYW5hcnkifQ.c2lnbmF0dXJl' },
    { ago: 150, text: 'GET http://169.254.169.254/metadata/instance 200' },
    { ago: 100, text: 'POST https://login.microsoftonline.com/common 200 in 40 ms' },
  ]), operator: { clusterRules: [...clusterRights, ...logClusterRights], namespaceRules: { shop: [...namespaceRights, logRight] } } },
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: fine,
};
