/** The simulated API server answers as the real one does, in all that the doctor reads of the answers. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createAuthority } from '../../src/sandbox/certificates.ts';
import { startCluster } from '../../src/sandbox/kubernetes/cluster.ts';
import type { RunningCluster } from '../../src/sandbox/kubernetes/cluster.ts';
import { startControlPlane } from './control-plane.ts';
import type { ControlPlane } from './control-plane.ts';
import { narrowed } from './likeness-narrowed.ts';
import { firstSteps, issuer, laterQuestions, laterSteps, operator, questions } from './likeness-questions.ts';
import type { Question, Who } from './likeness-questions.ts';
import { createOperator } from './operator.ts';
import { rawClient } from './raw-client.ts';
import type { RawClient } from './raw-client.ts';
import { runSteps } from './run-steps.ts';
import { createWebhook } from './webhook-server.ts';
import type { ClusterWebhook } from './webhook-server.ts';

const soon = { timeout: 60_000 };

describe('the simulated API server and a real one', () => {
  let plane: ControlPlane;
  let webhook: ClusterWebhook;
  let simulated: RunningCluster;
  let folder: string;
  let clients: Readonly<Record<Who, { readonly simulated: RawClient; readonly real: RawClient }>>;

  // Without the cache a build of nine minutes and more comes first.
  before(
    async () => {
      const authority = createAuthority('kubernetes');
      folder = await mkdtemp(join(tmpdir(), 'kubectl-wi-likeness-'));
      simulated = await startCluster({ authority, directory: folder, scenario: { issuer, steps: firstSteps, operator } });
      plane = await startControlPlane({ issuer, authority });
      webhook = await createWebhook(plane);
      await runSteps({ plane, webhook }, firstSteps);
      const { kubeconfig } = await createOperator(plane, operator);
      clients = {
        admin: { simulated: await rawClient(simulated.adminKubeconfigFile), real: await rawClient(plane.adminKubeconfig) },
        dev: { simulated: await rawClient(simulated.kubeconfigFile), real: await rawClient(kubeconfig) },
      };
    },
    { timeout: 45 * 60_000 },
  );
  after(async () => {
    for (const { simulated: one, real: other } of Object.values(clients)) {
      one.close();
      other.close();
    }
    await Promise.all([plane.stop(), simulated.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const compare = async ({ who = 'admin', status, reads, ...request }: Question): Promise<void> => {
    const [real, imitated] = await Promise.all([clients[who].real.send(request), clients[who].simulated.send(request)]);
    assert.equal(real.status, status, JSON.stringify(real.body));
    assert.deepEqual(narrowed(imitated, reads), narrowed(real, reads));
  };

  for (const [title, question] of Object.entries(questions)) it(`answer alike: ${title}`, soon, () => compare(question));

  describe('when the webhook has gone down', () => {
    before(async () => {
      await simulated.apply(laterSteps);
      await runSteps({ plane, webhook }, laterSteps);
    }, soon);

    for (const [title, question] of Object.entries(laterQuestions)) it(`answer alike: ${title}`, soon, () => compare(question));
  });
});
