import { drawCause } from './block.ts';
import { causesOf, vaultObject } from './cause.ts';
import type { Cause } from './cause.ts';
import { linkTitles } from './links.ts';
import type { CheckResult, DoctorReport, TargetReport } from './report.ts';
import type { ReportOptions } from './reporter.ts';
import { drawLogged } from './logged.ts';
import { drawRow, rowsOf } from './row.ts';
import type { Row } from './row.ts';
import { distinct, gapSentence, standingOf } from './sentence.ts';
import { drawSummary } from './summary.ts';
import { quoteCommand } from '../terminal/quote.ts';
import { mark, paint, shown } from '../terminal/style.ts';
import type { Style } from '../terminal/style.ts';
import { columns, wrapText } from '../terminal/wrap.ts';

/** Draws the report for a person: the chain, one row a link, each cause once with its mend. */
export function text(report: DoctorReport, options: ReportOptions): string {
  const { style } = options;
  const causes = causesOf(report.targets);
  const shared = causes.filter((cause) => cause.targets.length > 1);
  const rows = new Map(report.targets.map((target) => [target, rowsOf(target)] as const));
  const told = new Set([...rows.values()].flat().flatMap((row) => row.says));
  const isQuiet = (target: TargetReport): boolean =>
    options.show === 'problems' && report.targets.length > 1 && target.verdict === 'ok' && !causes.some((cause) => cause.targets.includes(target));
  const sections = [
    report.targets.length > 1 ? [contextOf(report, style)] : [],
    report.targets.filter(isQuiet).map((target) => `${mark(style, 'ok')} ${shown(style, target.target)}  namespace ${shown(style, target.namespace)}`),
    ...report.targets.filter((target) => !isQuiet(target)).flatMap((target) => {
      const own = causes.filter((cause) => cause.targets.length === 1 && cause.targets[0] === target);
      return drawTarget(report, target, rows.get(target) ?? [], own, told, options);
    }),
    ...shared.map((cause) => drawCause(cause, told, options)),
    report.notices.flatMap((notice) => wrapText(shown(style, notice), style.width).map((line) => paint(style, 'dim', line))),
    drawSummary(report, causes, [...rows.values()].flat(), style),
  ];
  return sections
    .filter((section) => section.length > 0)
    .map((section) => `${section.map((line) => line.trimEnd()).join('\n')}\n`)
    .join('\n');
}

function drawTarget(
  report: DoctorReport,
  target: TargetReport,
  rows: readonly Row[],
  causes: readonly Cause[],
  told: ReadonlySet<CheckResult>,
  options: ReportOptions,
): string[][] {
  const { style } = options;
  return [
    [...drawHeader(report, target, style), ...drawChain(target, style)],
    rows.flatMap((row) => drawRow(row, style)),
    ...causes.map((cause) => drawCause(cause, told, options)),
    drawLogged(target, options),
    drawGaps(target, told, options),
  ];
}

function drawHeader(report: DoctorReport, target: TargetReport, style: Style): string[] {
  const name = shown(style, target.target);
  const places = [`namespace ${shown(style, target.namespace)}`, ...(report.targets.length > 1 ? [] : [contextOf(report, style)])];
  const title = paint(style, 'strong', name);
  return columns([name, ...places].join('  ')) <= style.width ? [[title, ...places].join('  ')] : [title, ...places.map((place) => `  ${place}`)];
}

function contextOf({ cluster }: DoctorReport, style: Style): string {
  return cluster.context === undefined ? `server ${shown(style, cluster.server)}` : `context ${shown(style, cluster.context)}`;
}

function drawChain(target: TargetReport, style: Style): string[] {
  const count = target.podGroups.reduce((sum, group) => sum + group.count, 0);
  const parts = [
    count === 0 ? 'no pods' : `${count} pod${count === 1 ? '' : 's'}`,
    ...(target.serviceAccount === undefined ? [] : [`serviceaccount/${target.serviceAccount}`]),
    ...several(target.identities.map(identityName), 'identities'),
    ...several(target.vaults.map((vault) => vaultObject(vault.name, vault.object)), 'vault objects'),
  ];
  const arrow = style.ascii ? '->' : '→';
  return wrapText(parts.map((part) => shown(style, part)).join(` ${arrow} `), style.width, '', '  ');
}

function several(names: readonly string[], plural: string): string[] {
  const once = distinct(names);
  if (once.length === 0) return [];
  return [once.length > 2 ? `${once.length} ${plural}` : once.join(', ')];
}

function identityName(identity: TargetReport['identities'][number]): string {
  if (identity.name === undefined) return identity.clientId;
  const id = identity.clientId;
  return `${identity.name} (${id.length > 12 ? `${id.slice(0, 4)}…${id.slice(-4)}` : id})`;
}

/* Gaps that a row does not show, because something worse stands there. */
function drawGaps(target: TargetReport, told: ReadonlySet<CheckResult>, options: ReportOptions): string[] {
  const { style } = options;
  const gaps = target.checks.filter((check) => standingOf(check) === 'gap');
  const shownNeeds = new Set(gaps.filter((check) => told.has(check)).flatMap((check) => (check.missing ?? []).map((gap) => gap.needs)));
  const lines = distinct(
    gaps.flatMap((check) =>
      (check.missing ?? [])
        .filter((gap) => gap.reason !== 'blocked' && !shownNeeds.has(gap.needs))
        .map((gap) => `${linkTitles[check.link]}: ${shown(style, gapSentence([gap]))}`),
    ),
  );
  const isForbidden = gaps.some((check) => check.missing?.some((gap) => gap.reason === 'forbidden'));
  return [
    ...lines.flatMap((line) => wrapText(line, style.width, `${mark(style, 'undecided')} `, '  ')),
    ...(isForbidden ? [`To see what to grant: ${quoteCommand([...options.commandName, 'rbac'], options.shell)}`] : []),
  ];
}
