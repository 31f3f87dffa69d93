import { WireFailure } from '../wire/failure.ts';
import type { Connection } from './connection.ts';
import { withQuery } from './request-path.ts';
import type { ApplyOptions, KubeWriter } from './write-port.ts';

export function createWriter(connection: Connection, timeoutMs: number): KubeWriter {
  const patch = async (path: string, body: unknown, { manager, force = false, dryRun = false }: ApplyOptions, contentType: string): Promise<void> => {
    const query = { dryRun: dryRun ? 'All' : undefined, fieldManager: manager, force: force ? 'true' : undefined };
    await connection.json('PATCH', withQuery(path, query), { body, timeoutMs, contentType });
  };
  return {
    // JSON is YAML
    apply: (path, object, options) => patch(path, object, options, 'application/apply-patch+yaml'),
    merge: (path, body, options) => patch(path, body, options, 'application/strategic-merge-patch+json'),
    run: (namespace, pod, container, command, time) => {
      const query = new URLSearchParams({ container, stdout: 'true' });
      for (const word of command) query.append('command', word);
      return connection.output(`/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/exec?${query}`, time);
    },
    async remove(path, { dryRun = false } = {}) {
      try {
        await connection.json('DELETE', withQuery(path, { dryRun: dryRun ? 'All' : undefined }), { timeoutMs });
      } catch (error) {
        if (!(error instanceof WireFailure && error.fault.kind === 'status' && error.fault.code === 'NotFound')) throw error;
      }
    },
  };
}
