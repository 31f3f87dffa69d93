import type { DoctorReport } from '../../src/report/report.ts';

/** A report without what no two clusters share: addresses, key ids, names that a controller made up, times. */
export function comparable(report: DoctorReport): unknown {
  const { startedAt: _startedAt, durationMs: _durationMs, cluster, targets, ...others } = report;
  // newest first: which of two pods is the newer one depends on where a second began
  const rest = { ...others, targets: targets.map((target) => ({ ...target, podGroups: target.podGroups.map((group) => ({ ...group, pods: group.pods.toSorted() })) })) };
  const told = report.targets.flatMap(({ podGroups, logs }) => [...podGroups.flatMap(({ pods }) => pods), ...(logs?.errors ?? []).map(({ pod }) => pod)]);
  const made = told.filter((name) => /-[a-z0-9]{5}$/.test(name));
  const text = made.reduce((shortened, name) => shortened.replaceAll(name, 'POD'), JSON.stringify({ ...rest, issuer: cluster.issuer }));
  const parsed: unknown = JSON.parse(
    text
      .replace(/(?<=azure-workload-identity-reserved-)[0-9a-f]{30}/g, 'HASH')
      .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME')
      .replace(/publishes key [\w-]{8}…/g, 'publishes key KID…')
      .replace(/(?<![\w-])[\w-]{43}(?![\w-])/g, 'KID'),
  );
  return parsed;
}
