import { foreign } from '../terminal/foreign.ts';
import type { DoctorReport } from './report.ts';

/** Lists the targets that are not ok, `TYPE/NAME` one a line. */
export function name(report: DoctorReport): string {
  return report.targets
    .filter((target) => target.verdict !== 'ok')
    .map((target) => `${foreign(target.target)}\n`)
    .join('');
}
