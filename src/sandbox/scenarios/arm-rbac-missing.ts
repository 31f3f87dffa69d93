import type { Scenario } from '../scenario.ts';
import { logging } from './logging.ts';
import { azure, broken, doctorOrders } from './shop.ts';

export const armRbacMissing: Scenario = {
  name: 'arm-rbac-missing',
  title: 'A role is lacking at Azure Resource Manager',
  story:
    'Workload identity works and the secret is read; the application manages DNS too, and may not. The closest that must not fail is healthy-logs.',
  cluster: logging([
    { ago: 75, text: 'Status=403 Code="AuthorizationFailed" Message="The client \'5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab\' with object id \'66666666-6666-4666-8666-666666666666\' does not have authorization to perform action \'Microsoft.Network/dnsZones/TXT/write\' over scope \'/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/rg-dns/providers/Microsoft.Network/dnsZones/example.org/TXT/_acme-challenge\' or the scope is invalid."' },
  ]),
  azure: azure(),
  command: [...doctorOrders, '--logs'],
  expect: broken('arm-rbac-missing'),
};
