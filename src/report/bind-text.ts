import type { BindChange, BindReport, BindStep } from './bind-report.ts';
import type { ReportOptions } from './reporter.ts';
import { drawSteps } from './steps.ts';
import { mark, paint, shown } from '../terminal/style.ts';
import type { Style } from '../terminal/style.ts';
import { pad, wrapText } from '../terminal/wrap.ts';

type Draw = Pick<ReportOptions, 'style' | 'shell' | 'commandName'>;

const signs = { create: '+', update: '~', delete: '-', unchanged: '=' } as const;
const roles = { create: 'ok', update: 'warn', delete: 'bad', unchanged: 'dim' } as const;
/** More targets than that are counted. */
const mostNamed = 4;
const partWidth = 'federated credential'.length;

/** Draws what is to be done, as a difference, and why it cannot be, where it cannot. */
export function planText({ plan, refused }: BindReport, options: Draw): string {
  const { style } = options;
  const { targets, namespace, identity, changes } = plan;
  const who = identity === undefined ? [] : [`${identity.name} (${identity.clientId === undefined ? 'to be created' : `${identity.clientId.slice(0, 4)}…${identity.clientId.slice(-4)}`})`];
  const arrow = style.ascii ? ' -> ' : ' → ';
  const what = targets.length > mostNamed ? `${targets.length} targets` : targets.join(', ');
  const where = targets.some((target) => target.includes(' -n ')) ? '' : `  namespace ${namespace}`;
  const sections = [
    targets.length === 0 ? [] : wrapText(shown(style, [`${what}${where}`, ...who].join(arrow)), style.width, '', '  '),
    changes.flatMap((change) => drawChange(change, namespace, options)),
    ...refused.map(({ what, steps }) => [...wrapText(shown(style, what), style.width, `${mark(style, 'fail')} `, '  '), ...drawSteps(steps, 'By hand:', { ...options, show: 'problems' })]),
    [summary(changes, refused.length)],
  ];
  return sections.filter((section) => section.length > 0).map((section) => `${section.map((line) => line.trimEnd()).join('\n')}\n`).join('\n');
}

function drawChange(change: BindChange, home: string, options: Draw): string[] {
  const { style } = options;
  const { part, action, fields, notes, steps } = change;
  const object = placed(change, home);
  const start = ` ${paint(style, roles[action], signs[action])} ${pad(part, partWidth)}  `;
  const indent = ' '.repeat(partWidth + 5);
  const width = Math.max(0, ...fields.map(({ name }) => name.length));
  const [first = '', ...more] = wrapText(shown(style, action === 'unchanged' ? `${object}, unchanged` : object), style.width, indent);
  return [
    start + first.slice(indent.length),
    ...more,
    // a value is to be read, compared and copied as a whole, however long it is
    ...fields.flatMap(({ name, was, now }) => [
      ...(was === undefined ? [] : [paint(style, 'bad', `     - ${pad(name, width)}  ${shown(style, was)}`)]),
      ...(now === undefined ? [] : [paint(style, 'ok', `     + ${pad(name, width)}  ${shown(style, now)}`)]),
    ]),
    ...notes.flatMap((note) => wrapText(shown(style, note), style.width, '     ')),
    // what is not for us to do
    ...(action === 'unchanged' ? drawSteps(steps, 'By hand:', { ...options, show: 'problems' }).map((line) => `   ${line}`) : []),
  ];
}

/** An object as kubectl would be told of it. */
function placed({ object, namespace }: Pick<BindChange, 'object' | 'namespace'>, home: string): string {
  return namespace === undefined || namespace === home ? object : `${object} -n ${namespace}`;
}

function summary(changes: readonly BindChange[], refusals: number): string {
  const count = (action: BindChange['action']): number => changes.filter((change) => change.action === action).length;
  if (refusals > 0) return `Nothing is changed: ${refusals} ${refusals === 1 ? 'thing stands' : 'things stand'} against it.`;
  if (changes.every(({ action }) => action === 'unchanged')) return 'Nothing to change.';
  const deleted = count('delete') === 0 ? '' : `${count('delete')} to delete, `;
  return `Plan: ${count('create')} to create, ${count('update')} to change, ${deleted}${count('unchanged')} unchanged.`;
}

/** What can be done by hand now; nothing where nothing can. */
export function nextText({ next = [] }: BindReport, options: Draw): string {
  return next.length === 0 ? '' : `\n${drawSteps(next, 'What is left can go now:', { ...options, show: 'problems' }).join('\n')}\n`;
}

/** One line for a step that was taken. */
export function stepText(step: BindStep, home: string, style: Style): string {
  const { part, outcome, why, identity } = step;
  const done = identity === undefined ? 'done' : `done, client id ${identity.clientId}`;
  const words = { done: part === 'exchange' ? 'taken by Entra' : done, failed: `failed: ${why ?? ''}`, 'not-tried': 'not tried' }[outcome];
  const sign = mark(style, outcome === 'done' ? 'ok' : outcome === 'failed' ? 'fail' : 'none');
  return `${wrapText(shown(style, `${part === 'exchange' ? '' : `${part} `}${placed(step, home)}: ${words}`), style.width, `${sign} `, '  ').join('\n')}\n`;
}
