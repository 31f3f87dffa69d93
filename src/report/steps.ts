import type { ReportOptions } from './reporter.ts';
import type { ReportStep } from './report.ts';
import { foreign } from '../terminal/foreign.ts';
import { survivesOldPowerShell } from '../terminal/quote.ts';
import { paint, shown } from '../terminal/style.ts';
import { wrapCommand, wrapText } from '../terminal/wrap.ts';

const bodyIndent = '  ';
const commandIndent = '    ';

/** Draws commands ready to paste below a heading, in their order with what is to be done between them; what stands after the last is a sentence. */
export function drawSteps(steps: readonly ReportStep[], heading: string, options: ReportOptions): string[] {
  const commands = steps.filter((step) => !isNote(step));
  const alternatives = commands.filter((step) => commands.length > 1 && isWhole(step));
  const others = steps.filter((step) => !alternatives.includes(step));
  const end = others.findLastIndex((step) => !isNote(step)) + 1;
  const main = others.slice(0, end);
  return [
    ...(main.length === 0 ? [] : [`${bodyIndent}${heading}`]),
    ...(main.length === 1 && !main.some(isEdit) ? main.flatMap((step) => drawCommand(step, commandIndent, options)) : drawInOrder(main, options)),
    ...alternatives.flatMap((step) => drawCommand(step, `${bodyIndent}or: `, options, commandIndent)),
    ...others.slice(end).flatMap((step) => wrapText(sentence(step, options), options.style.width, bodyIndent)),
  ];
}

function isNote({ argv }: ReportStep): boolean {
  return argv.length === 0;
}

function sentence({ title }: ReportStep, { style }: ReportOptions): string {
  return `${shown(style, title).replace(/[.:]$/, '')}.`;
}

/* It takes the place of what stands before it. */
function isOther({ title }: ReportStep): boolean {
  return /^or\b/i.test(title);
}

/* What to change there, the command does not say. */
function isEdit({ tool, argv }: ReportStep): boolean {
  return tool === 'kubectl' && argv[1] === 'edit';
}

/* These do all of the mend, so beside the single commands they are the other way. */
function isWhole(step: ReportStep): boolean {
  return step.tool === 'wi' && isOther(step) && step.argv.slice(1, 3).some((word) => ['bind', 'rebind', 'migrate'].includes(word));
}

function drawInOrder(steps: readonly ReportStep[], options: ReportOptions): string[] {
  const numbered = steps.filter((step) => !isOther(step)).length > 1;
  let number = 0;
  return steps.flatMap((step) => {
    if (!numbered || isOther(step)) return drawTitled(step, commandIndent, options);
    number += 1;
    return drawTitled(step, `${commandIndent}${number}. `, options);
  });
}

function drawTitled(step: ReportStep, start: string, options: ReportOptions): string[] {
  const below = ' '.repeat(start.length);
  if (isNote(step)) return wrapText(sentence(step, options), options.style.width, start, below);
  const title = wrapText(shown(options.style, step.title), options.style.width, start, below);
  return [...title.map((line) => paint(options.style, 'dim', line)), ...drawCommand(step, below, options)];
}

function drawCommand(step: ReportStep, indent: string, options: ReportOptions, hanging = indent): string[] {
  const { style, shell } = options;
  const argv = underOurName(step, options.commandName);
  /* A mend never needs such characters; whoever got them in must not have them pasted into a shell. */
  if (argv.some((word) => foreign(word) !== word)) {
    return wrapText('(not shown: it holds characters that a terminal would obey)', style.width, indent);
  }
  const lines = wrapCommand(argv, shell, style.width, indent, `${hanging}  `);
  if (shell === 'posix' || survivesOldPowerShell(argv)) return lines;
  return [...lines, ...wrapText('(needs PowerShell 7.3, which hands quotes on as they are)', style.width, indent)];
}

function underOurName(step: ReportStep, commandName: readonly string[]): readonly string[] {
  if (step.tool !== 'wi') return step.argv;
  if (step.argv[0] === 'kubectl' && step.argv[1] === 'wi') return [...commandName, ...step.argv.slice(2)];
  return step.argv[0] === 'wi' || step.argv[0] === 'kubectl-wi' ? [...commandName, ...step.argv.slice(1)] : step.argv;
}
