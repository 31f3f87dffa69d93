import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSources } from './placeholders.ts';
import { describeProblem } from './problem.ts';
import { problems } from './registry.ts';
import { az, kubectl } from './step.ts';

const annotate = kubectl('name it', 'annotate', 'serviceaccount/orders', 'azure.workload.identity/client-id=<client-id>');
const list = az('see them', 'identity', 'list', '--query', '[].{name:name,clientId:clientId}');

test('a look-up comes once, before the first command that needs it', () => {
  const steps = withSources([annotate, annotate]);
  assert.deepEqual(steps.map(({ tool }) => tool), ['az', 'kubectl', 'kubectl']);
});

test('nothing is looked up that an earlier command shows, or that is known', () => {
  assert.deepEqual(withSources([list, annotate]), [list, annotate]);
  const known = kubectl('name it', 'annotate', 'serviceaccount/orders', 'azure.workload.identity/client-id=5f0c2c1e-6c1d-4a8e-9a3b-0d2f6b7c91ab');
  assert.deepEqual(withSources([known]), [known]);
});

/** Who reads these chooses them, or is told by the title of the step or of one before it. */
const told: Readonly<Record<string, RegExp>> = {
  'resource-group': /find the (cluster|zone)|create|identity made/,
  'new-identity': /create|identity made/,
  'new-binding': /create it|bind it/,
  'new-link': /link the zone/,
  binding: /see the bindings/,
  connection: /name of the connection/,
  directory: /find the directory/i,
  environment: /AzurePublicCloud/,
  'its-present-version': /shows its version/,
  node: /on which node/,
  'right-value': /the name is misspelt/,
  role: /a role that has the action|see the roles/,
  scope: /see the roles/,
  'data-role': /a role for the data/,
  secret: /one secret of the vault/,
  'secret-provider-class': /see which there are/,
};

test('every placeholder of an example can be filled in by whoever reads it', () => {
  const left = problems.flatMap((problem) => {
    const { fix } = describeProblem({ problem, data: problem.example });
    return fix.flatMap(({ argv }, index) =>
      [...argv.join(' ').matchAll(/<([a-z-]+)>/g)].flatMap(([, name = '']) => {
        const before = fix.slice(0, index + 1);
        const found = before.slice(0, -1).some((step) => withSources([step, { title: '', tool: 'note', argv: [`<${name}>`] }]).length === 2 && withSources([{ title: '', tool: 'note', argv: [`<${name}>`] }]).length === 2);
        return found || (before.some(({ title }) => told[name]?.test(title) === true)) ? [] : [`${problem.code} <${name}>`];
      }),
    );
  });
  assert.deepEqual(left, []);
});
