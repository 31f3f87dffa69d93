import { vaultObject } from './cause.ts';
import type { CheckResult, DoctorReport, ReportSubject, TargetReport } from './report.ts';
import type { ReportOptions } from './reporter.ts';
import { bare, gapSentence, sentenceOf } from './sentence.ts';
import { foreign } from '../terminal/foreign.ts';
import { shown } from '../terminal/style.ts';
import { drawTable } from '../terminal/table.ts';

const headers = ['NAMESPACE', 'TARGET', 'CHECK', 'SUBJECT', 'OUTCOME', 'CODE', 'ROLE', 'BASIS', 'MESSAGE'];
const none = '<none>';

/** Draws one row a check and subject, in columns as kubectl does; only the last column holds spaces. */
export function wide(report: DoctorReport, { style }: ReportOptions): string {
  const rows = report.targets.flatMap((target) =>
    target.checks.map((check) => rowOf(target, check).map((cell) => shown(style, cell).trim() || none)),
  );
  return `${drawTable(headers, rows).join('\n')}\n`;
}

function rowOf(target: TargetReport, check: CheckResult): string[] {
  const cells = [
    target.namespace,
    target.target,
    check.id,
    subjectOf(check.subject),
    check.outcome,
    check.code ?? check.candidates?.map((candidate) => candidate.code).join(',') ?? '',
    check.role ?? '',
    check.provedBy === undefined ? (check.basis ?? '') : `proved-by:${check.provedBy}`,
  ];
  return [...cells.map((cell) => foreign(cell).trim().replace(/\s+/g, '_')), messageOf(target, check)];
}

function subjectOf(subject: ReportSubject): string {
  const { vault, object, ...others } = subject;
  return [...Object.values(others), ...(vault === undefined ? [object] : [vaultObject(vault, object)])].filter((part) => part !== undefined && part !== '').join(',');
}

function messageOf(target: TargetReport, check: CheckResult): string {
  switch (check.outcome) {
    case 'fail':
    case 'warn':
      return check.what ?? check.title;
    case 'undecided':
      return (check.candidates ?? []).map((candidate) => bare(candidate.what)).join('; or: ');
    case 'unknown':
      return gapSentence(check.missing ?? []);
    case 'ok':
    case 'skip':
      return sentenceOf(check, target);
  }
}
