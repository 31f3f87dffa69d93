import { stringify } from 'yaml';
import type { DoctorReport } from './report.ts';

/** Draws the report as one YAML document, the same as the JSON one, also for readers of YAML 1.1. */
export function yaml(report: DoctorReport): string {
  return stringify(report, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' });
}
