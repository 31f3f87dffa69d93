import { wrapText } from '../terminal/wrap.ts';
import type { Command } from './command.ts';
import { connectionFlags, helpFlag, type Flag } from './flag.ts';
import { repository } from './version.ts';

/** Help of one command, at 80 columns; the pages under docs/cli are made from it. */
export function helpText(command: Command, called: string): string {
  const names = new Set(connectionFlags.map(({ name }) => name));
  const own = [...command.flags.filter(({ name }) => !names.has(name)), helpFlag];
  const shared = command.flags.filter(({ name }) => names.has(name));
  return [
    `${command.summary}.`,
    '',
    ...command.description.flatMap((paragraph) => [...wrapText(paragraph, 80), '']),
    'Usage:',
    `  ${called} ${command.name}${command.usage === '' ? '' : ` ${command.usage}`}`,
    '',
    ...section('Examples', command.examples.flatMap(({ comment, line }) => [`  # ${comment}`, `  ${called} ${line}`])),
    ...section('Flags', own.flatMap(flagLines)),
    ...section("Flags of kubectl's, for the connection", shared.flatMap(flagLines)),
  ].join('\n');
}

/** Help of the whole: what it is for, and the commands. */
export function overviewText(commands: readonly { readonly name: string; readonly summary: string }[], called: string): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'Finds the broken link between a workload and its Azure Key Vault, and names the',
    'command that mends it.',
    '',
    'Examples:',
    '  # Look at a deployment',
    `  ${called} doctor deployment/orders -n shop`,
    '  # See it at work, without a cluster',
    `  ${called} demo`,
    '',
    'Commands:',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    `Flags come after the command: ${called} doctor … -n NAMESPACE.`,
    `Use "${called} COMMAND --help" for more. Docs: ${repository}`,
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines, ''];
}

function flagLines({ name, short, value, summary, standard, optional }: Flag): readonly string[] {
  const left = `  ${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : optional === true ? `[=${value}]` : `=${value}`}`;
  const right = standard === undefined ? summary : `${summary} (default ${standard})`;
  const indent = ' '.repeat(34);
  if (left.length > 32) return [left, ...wrapText(right, 80, indent)];
  return wrapText(right, 80, left.padEnd(34), indent);
}
