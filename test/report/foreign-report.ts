import type { DoctorReport } from '../../src/report/report.ts';

/* What our own code writes from a closed set; everything else may come from somebody else. */
const closed = new Set([
  'apiVersion', 'kind', 'startedAt', 'id', 'link', 'outcome', 'basis', 'vantage', 'code', 'severity', 'role', 'heals', 'tool', 'reason', 'verdict', 'entrance', 'label',
]);

/** Appends a text to every free string of a report, however deep. */
export function withForeignText(report: DoctorReport, text: string): DoctorReport {
  return walk(report, '', text) as DoctorReport;
}

function walk(value: unknown, key: string, text: string): unknown {
  if (typeof value === 'string') return closed.has(key) ? value : value + text;
  if (Array.isArray(value)) return value.map((item) => walk(item, key === 'entrances' ? 'kind' : key, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name, text)]));
}
