import type { Scenario } from '../scenario.ts';
import { exchanged, fromPod, podReaches, secretRefused } from './pod-shop.ts';
import { azure, broken, issuer, webhook } from './shop.ts';

export const twoWebhookAndFirewall: Scenario = {
  name: 'two-webhook-and-firewall',
  title: 'The webhook is down, and the firewall of the vault keeps out the pods',
  story:
    'The address of the cluster is not among the rules. The next pod would not even be made.',
  cluster: { issuer, steps: [...podReaches(exchanged, secretRefused('ForbiddenByFirewall', 'Client address is not authorized and caller is not a trusted service.\r\nClient address: 20.93.1.7\r\nCaller: appid=none;oid=none;iss=none\r\nVault: kv-shop;location=westeurope')), { do: 'webhook', state: { ...webhook, server: 'down' } }] },
  azure: azure(),
  command: fromPod,
  expect: broken('webhook-no-endpoints', 'kv-firewall'),
};
