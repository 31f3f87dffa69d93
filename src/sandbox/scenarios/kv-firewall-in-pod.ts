import type { Scenario } from '../scenario.ts';
import { exchanged, fromPod, podReaches, secretRefused } from './pod-shop.ts';
import { azure, broken, issuer } from './shop.ts';

export const kvFirewallInPod: Scenario = {
  name: 'kv-firewall-in-pod',
  title: 'The firewall of the vault keeps out the pods, and lets in this machine',
  story:
    'The address of an operator is among the rules, that of the cluster is not. The pod is refused with its own address, which is what the rule needs.',
  cluster: { issuer, steps: podReaches(exchanged, secretRefused('ForbiddenByFirewall', 'Client address is not authorized and caller is not a trusted service.\r\nClient address: 20.93.1.7\r\nCaller: appid=none;oid=none;iss=none\r\nVault: kv-shop;location=westeurope')) },
  azure: azure(),
  command: fromPod,
  expect: broken('kv-firewall'),
};
