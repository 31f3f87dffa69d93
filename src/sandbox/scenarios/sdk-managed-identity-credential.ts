import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkManagedIdentityCredential: Scenario = {
  name: 'sdk-managed-identity-credential',
  title: 'The application asks for the identity of the node',
  story:
    'ManagedIdentityCredential by itself, without the chain of DefaultAzureCredential around it, never reads the token of the pod. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 190, text: 'Azure.Identity.AuthenticationFailedException: ManagedIdentityCredential authentication failed: Service request failed. Status: 400 (Bad Request)' },
    { ago: 190, text: 'Content: {"error":"invalid_request","error_description":"Identity not found"}' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-managed-identity-credential'),
};
