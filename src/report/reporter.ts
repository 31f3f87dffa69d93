import type { Shell } from '../terminal/quote.ts';
import type { Style } from '../terminal/style.ts';
import type { DoctorReport } from './report.ts';

/** What a reporter needs to know beside the report; the machine formats use none of it. */
export interface ReportOptions {
  /** Of stdout. */
  readonly style: Style;
  /** The shell that printed commands will be pasted into. */
  readonly shell: Shell;
  /** How the user calls this tool, as argv: `['kubectl', 'wi']` or `['kubectl-wi']`. */
  readonly commandName: readonly string[];
  /** `problems`: among several targets, those without a finding take one line each. */
  readonly show: 'problems' | 'all';
}

/** Draws a report as the whole of stdout, newline at the end included. */
export type Reporter = (report: DoctorReport, options: ReportOptions) => string;
