import { recreatePods } from '../mend.ts';
import { defineProblem } from '../problem.ts';
import { exampleMount, type MountRef } from '../secret-provider-class.ts';
import { note } from '../step.ts';

export interface CsiSecretEnvStale extends MountRef {
  readonly pods: readonly string[];
  readonly container: string;
  readonly secretName: string;
  /** When the version that the vault has now was made, and when the container began. */
  readonly writtenAt: string;
  readonly startedAt: string;
}

export const csiSecretEnvStale = defineProblem<CsiSecretEnvStale>({
  code: 'WI849',
  name: 'csi-secret-env-stale',
  link: 'csi',
  title: 'A variable made of a synced Secret is older than the vault',
  brief: 'a variable is older than the vault',
  severity: 'warning',
  since: '0.1.0',
  heals: 'never',
  what: ({ container, secretName }) => `Container ${container} read Secret ${secretName} into its variables before the vault got its present version`,
  why: () => 'Rotation renews mounted files and the synced Secret. Variables are read once, when the container starts, and keep the old value until it starts again.',
  evidence: ({ writtenAt, startedAt, pods }) => [
    { label: 'version in the vault', value: writtenAt },
    { label: 'container started', value: startedAt, of: pods.join(', ') },
  ],
  fix: ({ owner, pods }) => [...recreatePods(owner, pods), note('To have it done by itself: read the mounted file instead of a variable, or run a controller that restarts on changes of a Secret (Reloader).')],
  example: { ...exampleMount, pods: ['orders-7d4b9c6f5d-2xkqp'], container: 'app', secretName: 'orders-db', writtenAt: '2026-01-02T00:00:00.000Z', startedAt: '2026-01-01T00:00:00Z' },
});
