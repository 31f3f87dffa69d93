import type { Scenario } from '../scenario.ts';
import { azure, doctorOrders, issuer, steps } from './shop.ts';

export const kubeAuthExpired: Scenario = {
  name: 'kube-auth-expired',
  title: 'The API server refuses the caller',
  story:
    'The kubeconfig\'s credentials have expired.',
  cluster: {
    issuer,
    steps: steps(),
    faults: [
      {
        match: '*',
        act: { answer: 401, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 }) },
      },
    ],
  },
  azure: azure(),
  command: doctorOrders,
  expect: { verdict: 'undecided', exitCode: 4, rootCauses: [], undecided: ['kube-auth-expired'], gaps: ['kube-auth-expired'] },
};
