import type { TargetReport } from './report.ts';
import type { ReportOptions } from './reporter.ts';
import { distinct } from './sentence.ts';
import { mark, paint, shown } from '../terminal/style.ts';
import { wrapText } from '../terminal/wrap.ts';
import { quoteCommand } from '../terminal/quote.ts';

const longest = 110;

/** Draws what the logs tell: each error with its age and what it may mean, newest first. */
export function drawLogged({ logs }: TargetReport, { style, commandName, shell }: ReportOptions): string[] {
  if (logs === undefined) return [];
  const containers = `${logs.containers} container${logs.containers === 1 ? '' : 's'}`;
  const heading = logs.errors.length === 0 ? `Logs: no known error in the last lines of ${containers}` : `Logs of ${containers}, newest first:`;
  return [
    paint(style, 'strong', heading),
    ...logs.errors.flatMap(({ pod, container, previous, age, text, meaning, problems }) => [
      ...wrapText(shown(style, `${age ?? 'no time'}, ${pod}/${container}${previous ? ' before its restart' : ''}: ${cut(text)}`), style.width, '  ', '    '),
      ...(meaning === undefined ? [] : wrapText(shown(style, meaning), style.width, '    ')),
      ...(problems.length === 0 ? [] : wrapText(`see ${problems.slice(0, 4).map(({ code, problem }) => `${code} ${problem}`).join(', ')}`, style.width, '    ')),
    ]),
    ...distinct(logs.missing).flatMap((needs) => wrapText(`not read: needs ${shown(style, needs)}`, style.width, `${mark(style, 'undecided')} `, '  ')),
    ...(logs.missing.length === 0 ? [] : [`To see what to grant: ${quoteCommand([...commandName, 'rbac', '--logs'], shell)}`]),
  ];
}

/** Where it is why something failed it is told in full there. */
function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
