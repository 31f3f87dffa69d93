import type { Scenario } from '../scenario.ts';
import { azure, broken, deployment, doctorOrders, issuer, steps } from './shop.ts';

export const podWindowsChown: Scenario = {
  name: 'pod-windows-chown',
  title: 'A user of Linux on a Windows node',
  story:
    'The template came from Linux with its user 1000, and chooses Windows nodes without saying what it is for. The kubelet tries to give the token to that user.',
  cluster: {
    issuer,
    steps: steps(deployment({ spec: { nodeSelector: { 'kubernetes.io/os': 'windows' }, securityContext: { runAsUser: 1000 } } })),
  },
  azure: azure(),
  command: doctorOrders,
  expect: broken('pod-windows-chown'),
};
