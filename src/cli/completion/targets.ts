import type { WorkloadKind } from '../../evidence/subject.ts';
import type { Host } from '../host.ts';
import { kindNames, kindOf } from '../targets.ts';
import { directive, nothing, only, type Answer } from './answer.ts';
import type { TypedLine } from './typed-line.ts';

/** `TYPE NAME…` or `TYPE/NAME…`, in the form that the words before have chosen. */
export async function targets({ before, typing }: TypedLine, host: Host): Promise<Answer> {
  const text = typing.what === 'word' ? typing.text : '';
  const [first] = before.words;
  const search = before.on('all-namespaces') || before.value('selector') !== undefined;
  if (search) return first === undefined ? only(types(text)) : nothing;
  if (text.includes('/')) return first === undefined || first.includes('/') ? afterSlash(text, before.words, host, before) : nothing;
  if (first === undefined) return only(types(text));
  if (first.includes('/')) return { choices: types(text).map(({ text: type }) => ({ text: `${type}/` })), directive: directive.noFiles + directive.noSpace };
  return namesOf(kindOf(first), before.words.slice(1), '', host, before);
}

/** Own names of the kinds; one of the others where only it begins with what was typed, as in `sts` and `pods`. */
function types(text: string): readonly { readonly text: string }[] {
  const typed = text.toLowerCase();
  const fitting = Object.values(kindNames).flatMap((names) => names.filter((name) => name.startsWith(typed)).slice(0, 1));
  // a type may be typed in any case, and the shell keeps what was typed
  return fitting.map((name) => ({ text: `${text}${name.slice(text.length)}` }));
}

async function afterSlash(text: string, words: readonly string[], host: Host, before: TypedLine['before']): Promise<Answer> {
  const type = text.slice(0, text.indexOf('/'));
  return namesOf(kindOf(type), words, `${type}/`, host, before);
}

async function namesOf(kind: WorkloadKind, given: readonly string[], prefix: string, host: Host, before: TypedLine['before']): Promise<Answer> {
  const { objectsOf } = await import('./cluster-names.ts');
  const { choices, directive: bits } = await objectsOf(kind, before, host);
  return { choices: choices.map(({ text }) => ({ text: `${prefix}${text}` })).filter(({ text }) => !given.includes(text)), directive: bits };
}
