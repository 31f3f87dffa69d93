import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawEvidence } from './evidence.ts';
import type { ReportOptions } from './reporter.ts';
import type { ReportStep } from './report.ts';
import { drawSteps } from './steps.ts';

const options: ReportOptions = { style: { color: false, ascii: false, width: 60 }, shell: 'posix', commandName: ['kubectl', 'wi'], show: 'problems' };
const command = (title: string, ...argv: readonly string[]): ReportStep => ({ title, tool: 'kubectl', argv: ['kubectl', ...argv], command: ['kubectl', ...argv].join(' ') });
const note = (title: string): ReportStep => ({ title, tool: 'note', argv: [], command: '' });
const bind: ReportStep = { title: 'or', tool: 'wi', argv: ['kubectl', 'wi', 'bind', 'deployment/orders'], command: 'kubectl wi bind deployment/orders' };

test('what is to be done between two commands stands between them, what comes after the last below', () => {
  const drawn = drawSteps([command('keep it', 'get', 'job/orders'), note('Add the label there.'), command('delete it', 'delete', 'job/orders'), bind, note('And create it again.')], 'Mend it:', options);
  assert.deepEqual(drawn, [
    '  Mend it:',
    '    1. keep it',
    '       kubectl get job/orders',
    '    2. Add the label there.',
    '    3. delete it',
    '       kubectl delete job/orders',
    '  or: kubectl wi bind deployment/orders',
    '  And create it again.',
  ]);
});

test('one command has no number, and a note alone no heading', () => {
  assert.deepEqual(drawSteps([command('see it', 'get', 'pods'), note('Wait.')], 'Mend it:', options), ['  Mend it:', '    kubectl get pods', '  Wait.']);
  assert.deepEqual(drawSteps([note('Wait.')], 'Mend it:', options), ['  Wait.']);
});

test('an editor says nothing of what is to be changed there, so the step does', () => {
  assert.deepEqual(drawSteps([command('take the volume out', 'edit', 'deployment/orders')], 'Mend it:', options), ['  Mend it:', '    take the volume out', '    kubectl edit deployment/orders']);
});

test('another way has no number, and a way of ours that is no other one has its place among the steps', () => {
  const drawn = drawSteps([command('see it', 'get', 'pods'), { ...bind, title: 'move the workload' }, command('or label it', 'label', 'pods')], 'Mend it:', options);
  assert.deepEqual(drawn, [
    '  Mend it:',
    '    1. see it',
    '       kubectl get pods',
    '    2. move the workload',
    '       kubectl wi bind deployment/orders',
    '    or label it',
    '    kubectl label pods',
  ]);
});

test('a long text of others is broken between words, also where its end is shown to be white space', () => {
  const drawn = drawEvidence([{ label: 'event', value: `${'failed to mount '.repeat(8)}` }], options.style);
  assert.ok(drawn.length > 1 && drawn.every((line) => line.length <= 60), drawn.join('\n'));
  assert.ok(drawn.at(-1)?.endsWith('mount\\u0020'), drawn.join('\n'));
});
