import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readInvocation, type Invocation } from './invocation.ts';

const cases: readonly (readonly [argv0: string, called: string, completes: boolean])[] = [
  ['kubectl-wi', 'kubectl wi', false],
  ['/home/me/.krew/bin/kubectl-wi', 'kubectl wi', false],
  ['C:\\Users\\me\\kubectl-wi.exe', 'kubectl wi', false],
  ['kubectl-wi.EXE', 'kubectl wi', false],
  ['kubectl-workload_identity', 'kubectl workload-identity', false],
  ['kubectl-wi_doctor', 'kubectl wi-doctor', false],
  ['/usr/local/bin/wi', 'wi', false],
  ['kubectl', 'kubectl', false],
  ['kubectl-', 'kubectl-', false],
  ['/src/main.ts', 'kubectl wi', false],
  ['/usr/bin/node', 'kubectl wi', false],
  ['', 'kubectl wi', false],
  ['kubectl_complete-wi', 'kubectl wi', true],
  ['/home/me/bin/kubectl_complete-wi', 'kubectl wi', true],
  ['kubectl_complete-wi.exe', 'kubectl wi', true],
  ['kubectl_complete-workload_identity', 'kubectl workload-identity', true],
  ['kubectl_complete', 'kubectl_complete', false],
];

for (const [argv0, called, completes] of cases) {
  test(`${argv0 || 'no name'} is ${called}${completes ? ', asked for completion' : ''}`, () => {
    assert.deepEqual(readInvocation(argv0), { commandName: called.split(' '), completes } satisfies Invocation);
  });
}
