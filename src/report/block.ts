import type { Cause } from './cause.ts';
import { drawEvidence, sharedEvidence } from './evidence.ts';
import type { CheckResult, TargetReport } from './report.ts';
import type { ReportOptions } from './reporter.ts';
import { bare, distinct, list } from './sentence.ts';
import { drawSteps } from './steps.ts';
import { quoteCommand } from '../terminal/quote.ts';
import { mark, paint, shown } from '../terminal/style.ts';
import type { Style } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap.ts';

const bodyIndent = '  ';

/** Draws a cause as a block of its own; consequences in `told` were said in full before and are not repeated. */
export function drawCause(cause: Cause, told: ReadonlySet<CheckResult>, options: ReportOptions): string[] {
  switch (cause.kind) {
    case 'fail':
      return drawRoot(cause, told, options);
    case 'warn':
      return drawWarning(cause, options);
    case 'undecided':
      return drawUndecided(cause, options);
  }
}

function drawRoot(cause: Cause, told: ReadonlySet<CheckResult>, options: ReportOptions): string[] {
  const { style } = options;
  const { check } = cause;
  return [
    ...drawHeading('fail', 'bad', cause, options),
    ...drawEvidence(check.evidence ?? [], style),
    ...wrapText(shown(style, check.why ?? ''), style.width, bodyIndent),
    ...drawCovers(check, style),
    ...drawSteps(cause.steps, 'Mend it:', options),
    ...drawHealing(cause, options),
    // the same finding made a second time, further along the chain, is no news
    ...distinct(cause.consequences.filter((consequence) => !told.has(consequence) && consequence.problem !== check.problem).map((consequence) => drawConsequence(consequence, style).join('\n'))),
    ...drawMore([check.code], options),
  ];
}

function drawWarning(cause: Cause, options: ReportOptions): string[] {
  return [
    ...drawHeading('warn', 'warn', cause, options),
    ...drawEvidence(cause.check.evidence ?? [], options.style),
    ...(cause.check.provedBy === undefined ? [] : wrapText(shown(options.style, cause.check.why ?? ''), options.style.width, bodyIndent)),
    ...drawSteps(cause.steps, 'Mend it:', options),
    ...drawMore([cause.check.code], options),
  ];
}

function drawUndecided(cause: Cause, options: ReportOptions): string[] {
  const { style } = options;
  const candidates = cause.check.candidates ?? [];
  return [
    ...drawHeading('undecided', 'unsure', cause, options),
    ...drawEvidence(sharedEvidence(candidates.map((candidate) => candidate.evidence)), style),
    ...(candidates.length === 0 ? [] : [`${bodyIndent}${candidates.length === 1 ? 'It could be:' : 'It could be one of:'}`]),
    ...candidates.flatMap((candidate) => wrapText(bare(shown(style, candidate.what)), style.width, `    ${candidate.code}  `, ' '.repeat(11))),
    ...drawSteps(cause.steps, candidates.length === 1 ? 'This would tell:' : 'This would tell which:', options),
    ...drawMore(candidates.map((candidate) => candidate.code), options),
  ];
}

function drawHeading(name: 'fail' | 'warn' | 'undecided', role: 'bad' | 'warn' | 'unsure', cause: Cause, options: ReportOptions): string[] {
  const { style } = options;
  const { check, targets } = cause;
  const code = check.code === undefined ? '' : `${check.code}  `;
  const headline = cause.kind === 'undecided' ? undecidedHeadline(check) : (check.what ?? check.title);
  const indent = ' '.repeat(2 + code.length);
  const lines = wrapText(bare(shown(style, headline)), style.width, indent);
  const start = `${mark(style, name)} ${paint(style, role, code)}`;
  return [
    ...lines.map((line, at) => (at === 0 ? start : indent) + paint(style, 'strong', line.slice(indent.length))),
    ...wrapText(shown(style, cause.where), style.width, indent),
    ...(targets.length < 2 ? [] : wrapText(`in ${list(targets.map((target) => shown(style, placeOf(target, targets))), 'and')}`, style.width, indent)),
  ];
}

function undecidedHeadline(check: CheckResult): string {
  return check.what ?? check.note ?? `Not decided from here: whether ${check.title}`;
}

function placeOf(target: TargetReport, targets: readonly TargetReport[]): string {
  const alone = targets.every((other) => other.namespace === targets[0]?.namespace);
  return alone ? target.target : `${target.target} (${target.namespace})`;
}

function drawCovers(check: CheckResult, style: Style): string[] {
  if (check.covers === undefined || check.covers.length === 0) return [];
  return wrapText(`The same evidence fits ${shown(style, list(check.covers, 'and'))}.`, style.width, bodyIndent).map((line) => paint(style, 'dim', line));
}

function drawHealing(cause: Cause, { style }: ReportOptions): string[] {
  const isSaid = cause.steps.some((step) => step.title.includes('--wait') || step.argv.includes('--wait'));
  if (cause.check.heals !== 'with-time' || isSaid) return [];
  return wrapText('It can heal with time: add --wait to this command.', style.width, bodyIndent);
}

function drawConsequence(check: CheckResult, style: Style): string[] {
  const code = check.code === undefined ? '' : ` (${check.code})`;
  const said = bare(shown(style, check.what ?? check.note ?? check.title));
  return wrapText(`Follows from it: ${said}${code}`, style.width, bodyIndent, `${bodyIndent}  `).map((line) => paint(style, 'dim', line));
}

function drawMore(codes: readonly (string | undefined)[], { style, shell, commandName }: ReportOptions): string[] {
  const known = [...new Set(codes.filter((code) => code !== undefined))];
  if (known.length === 0) return [];
  const command = quoteCommand([...commandName, 'explain', known[0] ?? ''], shell);
  const others = known.slice(1).map((code) => `, ${code}`).join('');
  return [paint(style, 'dim', `${bodyIndent}More: ${command}${others}`)];
}
