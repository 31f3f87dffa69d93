import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const sdkLegacyLibrary: Scenario = {
  name: 'sdk-legacy-library',
  title: 'A library that knows only the node',
  story:
    'go-autorest asks the metadata service. Nothing in the cluster or in Azure is wrong; only the log shows who asks. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 250, text: 'azure.BearerAuthorizer#WithAuthorization: Failed to refresh the Token for request to https://kv-shop.vault.azure.net/secrets/db-password: StatusCode=400 -- Original Error: adal: Refresh request failed. Status Code = \'400\'. Response body: {"error":"invalid_request","error_description":"Identity not found"}' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('sdk-legacy-library'),
};
