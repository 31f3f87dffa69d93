import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { readBindable, readTargets } from './targets.ts';
import { UsageError } from './usage-error.ts';

function targets(...words: readonly string[]): readonly string[] {
  return readTargets(words, 'kubectl wi').map(({ kind, name }) => `${kind}/${name}`);
}

function refusal(...words: readonly string[]): readonly [message: string, hint: string | undefined] {
  try {
    targets(...words);
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return [error.message, error.hint];
  }
  throw new Error(`${words.join(' ')} was taken`);
}

describe('targets', () => {
  const names: readonly (readonly [kind: string, words: string])[] = [
    ['pod', 'pod pods po'],
    ['deployment', 'deployment deployments deploy deployment.apps deployments.apps'],
    ['statefulset', 'statefulset statefulsets sts statefulset.apps'],
    ['daemonset', 'daemonset daemonsets ds daemonset.apps'],
    ['replicaset', 'replicaset replicasets rs replicaset.apps'],
    ['job', 'job jobs job.batch jobs.batch'],
    ['cronjob', 'cronjob cronjobs cj cronjob.batch'],
    ['serviceaccount', 'serviceaccount serviceaccounts sa'],
    ['secretproviderclass', 'secretproviderclass secretproviderclasses secretproviderclass.secrets-store.csi.x-k8s.io'],
  ];
  test('of bind have a service account', () => {
    assert.deepEqual(readBindable(['deploy/orders'], 'kubectl wi'), [{ kind: 'deployment', name: 'orders' }]);
    assert.throws(() => readBindable(['secretproviderclass', 'orders'], 'kubectl wi'), /secretproviderclass\/orders has no service account/);
  });

  test('have every name that kubectl takes for their type, in any case', () => {
    for (const [kind, words] of names) {
      for (const word of words.split(' ')) {
        assert.deepEqual(targets(`${word}/orders`), [`${kind}/orders`], word);
        assert.deepEqual(targets(word.toUpperCase(), 'orders'), [`${kind}/orders`], word);
      }
    }
  });

  test('are TYPE/NAME, or one TYPE with its names', () => {
    assert.deepEqual(targets('deploy/a', 'sts/b'), ['deployment/a', 'statefulset/b']);
    assert.deepEqual(targets('pods', 'a', 'b'), ['pod/a', 'pod/b']);
  });

  const cases: readonly (readonly [words: readonly string[], message: string, hint: string | undefined])[] = [
    [[], 'name a target: TYPE/NAME', 'for example kubectl wi doctor deployment/NAME'],
    [['deploy'], 'name the deployment to look at', 'for example kubectl wi doctor deployment/NAME'],
    [['deploymnet/orders'], '"deploymnet" is no type this tool can look at', 'did you mean deployment?'],
    [['service/orders'], '"service" is no type this tool can look at', 'types: pod, deployment, statefulset, daemonset, replicaset, job, cronjob, serviceaccount, secretproviderclass'],
    [['deploy/a', 'b'], '"b" is not TYPE/NAME', 'either all targets are TYPE/NAME, or TYPE is followed by names'],
    [['deploy/a/b'], '"deploy/a/b" is not TYPE/NAME', 'either all targets are TYPE/NAME, or TYPE is followed by names'],
    [['deploy/'], '"deploy/" is not TYPE/NAME', 'either all targets are TYPE/NAME, or TYPE is followed by names'],
    [['deploy', 'Orders'], '"Orders" is no name of a Kubernetes object', undefined],
    [['deploy', '-orders'], '"-orders" is no name of a Kubernetes object', undefined],
    [['deploy', '$(touch x)'], '"$(touch x)" is no name of a Kubernetes object', undefined],
  ];
  for (const [words, message, hint] of cases) {
    test(`are refused in one sentence: ${words.join(' ')}`, () => {
      assert.deepEqual(refusal(...words), [message, hint]);
    });
  }

  test('whatever the words are, are taken or refused, and never have a name that is no name', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('deploy', 'po', 'deploy/a', 'constructor', '__proto__/a', 'a/../b', '%2e%2e', 'deploy/..'), fc.tuple(fc.constantFrom('deploy', 'sa', 'x'), fc.string()).map((parts) => parts.join('/')));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), (words) => {
        try {
          for (const { name } of readTargets(words, 'kubectl wi')) assert.match(name, /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);
        } catch (error) {
          assert.ok(error instanceof UsageError, String(error));
        }
      }),
      { numRuns: 1000 },
    );
  });
});
